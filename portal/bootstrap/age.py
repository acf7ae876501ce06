"""How old the newest month is today: for pages, answers and whoever watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal import bootstrap

if TYPE_CHECKING:
    from portal.services.library.freshness import Freshness


def freshness() -> Freshness:
    """Of the release in force, with when somebody last looked for newer months."""
    from portal.services.library.freshness import freshness as as_of
    from portal.tables.looked import read_looked

    return as_of(bootstrap.library(), bootstrap.now().date(), read_looked(bootstrap.settings().data_dir))
