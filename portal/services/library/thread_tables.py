"""The hand-made tables of findings, statements and claims, read when first asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from portal.services.library.library import Library

Row = dict[str, Any]


@lru_cache(maxsize=16)
def thread_rows(library: Library, name: str) -> tuple[Row, ...]:
    """Rows of one table as dictionaries; none where this release has no such table, as another force's may not.

    A library is compared by identity, so one release is read once.
    """
    return tuple(library.data.table(name).to_dict("records")) if library.data.has(name) else ()
