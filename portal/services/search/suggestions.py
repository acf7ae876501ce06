"""The names that the search box offers while a reader types. They are matched in the browser, so nothing typed is sent."""

from __future__ import annotations

from functools import lru_cache

from portal.services.library.library import Library
from portal.services.search.gazetteer import gazetteer

# A ward is where people vote, not a name they look their own place up by; a small area has no name of its own.
_OFFERED = ("sector", "town", "msoa", "settlement", "parish")


@lru_cache(maxsize=8)
def suggestions(library: Library) -> tuple[str, ...]:
    """Each name once, as it is spelt: sectors and towns first, then neighbourhoods, settlements and parishes, by the alphabet."""
    ranks: dict[str, int] = {}
    for places in gazetteer(library).exact.values():
        for place in places:
            if place.kind in _OFFERED:
                rank = max(1, _OFFERED.index(place.kind))
                ranks[place.name] = min(rank, ranks.get(place.name, rank))
    return tuple(sorted(ranks, key=lambda name: (ranks[name], name)))
