"""Which place a name means, when it is the name of one, of several, or of one that lies in several neighbourhoods."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.record.area import BEST_FIT
from portal.services.library.library import Library
from portal.services.search.found import Found, choice, choices_of, showing
from portal.services.search.gazetteer import KINDS, OWN, NamedPlace, districts, ground, lies_in, sectors_of

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
        own = [place for group in apart for place in _fitted(library, group)]
        chosen = [*(_deciding(group) for group in apart), *own]
        sentence = f"{spelling} is the name of more than one place. Which one do you mean?"
        return Found(None, choices_of(library, chosen), sentence, True)
    return _one(library, _deciding(places), places, spelling)


def _one(library: Library, place: NamedPlace, places: Sequence[NamedPlace], spelling: str) -> Found:
    if not place.is_area:
        named, own = districts(library, place.name), _fitted(library, places)
        if named:
            sentence = f"{spelling} has more than one neighbourhood. Which one do you mean?"
            shown = dict.fromkeys([*named, *(library.areas[code] for code in place.codes)])
            asked = (*(choice(library, area) for area in shown), *choices_of(library, own))
            return Found(None, asked, sentence, True)
        if place.share < MOSTLY:
            what = "small area" if place.kind == "held" else "neighbourhood"
            sentence = f"{spelling} lies in more than one {what}. Which one do you mean?"
            return Found(None, choices_of(library, [*own, place]), sentence, True)
    return _taken(library, place, places, spelling)


def _taken(library: Library, place: NamedPlace, places: Sequence[NamedPlace], spelling: str) -> Found:
    area = library.areas[place.codes[0]]
    known = [library.areas[code] for other in places if other.is_area for code in other.codes]
    beside = [library.areas[code] for code in place.codes[1:]]
    if place.kind == "held":
        beside.append(library.areas[area.parent_code or ""])
    if area.level in BEST_FIT:
        beside += [library.areas[code] for code in library.parts_at(area, "msoa")]
    others = {other.code: choice(library, other) for other in [*beside, *known]}
    fitted = choices_of(library, _fitted(library, places) if place.kind != "held" else [])
    others |= {offer.area.code: offer for offer in fitted}
    others.pop(area.code, None)
    return Found(area, tuple(others.values()), showing(library, place, spelling), is_exact=True)


def _fitted(library: Library, places: Sequence[NamedPlace]) -> list[NamedPlace]:
    """The parishes and wards of the name with figures of their own, and where one without them mostly lies."""
    own = [place for place in places if place.kind in OWN]
    names = {place.name for place in places if place.kind in ("parish", "ward")}
    inside = {code for place in places for code in place.codes}
    held = [
        NamedPlace(each.name, "held", each.codes[:1])
        for each in library.smaller.values()
        if each.official_name in names and each.share >= MOSTLY
        if library.areas[each.codes[0]].parent_code in inside
    ]
    return [*own, *held]


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
    if ground(library, one) & ground(library, other):
        return True
    pairs = ((one, other), (other, one))
    return any(
        lies_in(library, code, library.areas[holder.codes[0]])
        for holder, held in pairs
        if holder.is_area
        for code in ground(library, held)
    )
