"""One step of a working: what was done, in words, and the numbers it was done with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Cells are ready to print. The last column holds numbers; a row that starts 'Together' is the sum."""

    title: str
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
