"""Which place a name means, when it is the name of one, of several, or of one that lies in several neighbourhoods."""

from __future__ import annotations

from collections.abc import Sequence

from portal.services.library.library import Library
from portal.services.search.found import Found, choice, choices_of, showing
from portal.services.search.gazetteer import KINDS, NamedPlace, districts, lies_in, sectors_of

# A place is where so much of it is; with less in one neighbourhood the reader is asked.
MOSTLY = 0.75


def meant(
    library: Library, places: Sequence[NamedPlace], within: frozenset[str] = frozenset(), typed: str = ""
) -> Found:
    """The place these places of one name mean. `within` are sectors named beside it; they decide where they can."""
    spelling = next(
        (place.name for place in places if place.name.casefold() == typed.casefold()), places[0].name
    )
    inside = [place for place in places if sectors_of(library, place) & within]
    # A name that is only part of another one does not stand against a place of that very name elsewhere.
    if any("part" not in place.kind for place in inside):
        places = inside
    top = places[0]
    if top.kind in ("force", "sector"):
        return _taken(library, top, places, spelling)
    apart = _apart(library, places)
    if len(apart) > 1:
        chosen = [_deciding(group) for group in apart]
        sentence = f"{spelling} is the name of more than one place. Which one do you mean?"
        return Found(None, choices_of(library, chosen), sentence, True)
    return _one(library, _deciding(places), places, spelling)


def _one(library: Library, place: NamedPlace, places: Sequence[NamedPlace], spelling: str) -> Found:
    if not place.is_area:
        named = districts(library, place.name)
        if named:
            sentence = f"{spelling} has more than one neighbourhood. Which one do you mean?"
            shown = dict.fromkeys([*named, *(library.areas[code] for code in place.codes)])
            return Found(None, tuple(choice(library, area) for area in shown), sentence, True)
        if place.share < MOSTLY:
            sentence = f"{spelling} lies in more than one neighbourhood. Which one do you mean?"
            return Found(None, choices_of(library, [place]), sentence, True)
    return _taken(library, place, places, spelling)


def _taken(library: Library, place: NamedPlace, places: Sequence[NamedPlace], spelling: str) -> Found:
    area = library.areas[place.codes[0]]
    known = [library.areas[code] for other in places if other.is_area for code in other.codes]
    beside = [library.areas[code] for code in place.codes[1:]]
    others = dict.fromkeys(other for other in [*beside, *known] if other != area)
    chosen = tuple(choice(library, other) for other in others)
    return Found(area, chosen, showing(library, place, spelling), is_exact=True)


def _deciding(places: Sequence[NamedPlace]) -> NamedPlace:
    """Of places that share ground, the one that says best where the name is: an area, else a point, else an outline."""
    return min(places, key=lambda place: KINDS.index(place.kind))


def _apart(library: Library, places: Sequence[NamedPlace]) -> list[list[NamedPlace]]:
    """The places, together where they share a neighbourhood or one holds the other."""
    groups: list[list[NamedPlace]] = []
    for place in places:
        touching = [group for group in groups if any(_touch(library, place, other) for other in group)]
        joined = [place, *(other for group in touching for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append(sorted(joined, key=lambda each: KINDS.index(each.kind)))
    return sorted(groups, key=lambda group: KINDS.index(group[0].kind))


def _touch(library: Library, one: NamedPlace, other: NamedPlace) -> bool:
    if set(one.codes) & set(other.codes):
        return True
    pairs = ((one, other), (other, one))
    return any(
        lies_in(library, code, library.areas[holder.codes[0]])
        for holder, held in pairs
        if holder.is_area
        for code in held.codes
    )
