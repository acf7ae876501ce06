"""Every name of the area, and where it leads: areas that can be shown, and the parishes, settlements and wards in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.domain.record.area import BEST_FIT, Area
from portal.services.library.library import Library
from portal.services.search.spelling import SIDES, is_name, key, named_parts, words

# From what decides where a name leads to what only fills in. A part is a name inside a joined name.
# A bare name leads to the smallest area all of whose figures may be shown, so a parish or ward with a figure of its own
# ("own") stands behind its outline, which leads there, and is offered beside; "held" is one that has none.
KINDS = (
    "force", "sector", "town", "msoa", "settlement", "parish", "part", "ward", "ward part", "own parish", "own ward",
    "held", "lsoa",
)  # fmt: skip
_OWN_KIND = {level: f"own {level}" for level in BEST_FIT}
OWN = tuple(_OWN_KIND.values())
_SHOWN = ("force", "sector", "town", "msoa", *OWN, "lsoa")


@dataclass(frozen=True)
class NamedPlace:
    """A name as it is spelt, what it is, and the areas that hold it: the one with most of it first, with its share."""

    name: str
    kind: str
    codes: tuple[str, ...]
    share: float = 1.0

    @property
    def is_area(self) -> bool:
        return self.kind in _SHOWN


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """`exact` holds every name and code; `common` those a slip of the finger is looked for among, as they are
    spelt, each with its key.

    `spelt` holds the words of each sector, town and neighbourhood.
    """

    exact: dict[str, tuple[NamedPlace, ...]]
    common: dict[str, str]
    counties: frozenset[str]
    spelt: tuple[tuple[tuple[str, ...], Area], ...]


@lru_cache(maxsize=8)
def gazetteer(library: Library) -> Gazetteer:
    """The names of one release. Made once, when first asked for."""
    found: dict[str, dict[NamedPlace, None]] = defaultdict(dict)
    exact_only: dict[str, dict[NamedPlace, None]] = defaultdict(dict)
    for place in _places(library):
        holder = exact_only if place.kind == "lsoa" else found
        holder[key(words(place.name))][place] = None
    for area in library.areas.values():
        own = _own(area)
        if area.geography == "common":
            continue
        for other in (area.code, area.official_name, area.name):
            if other:
                exact_only[key(words(other))][own] = None
    for code, held in library.smaller.items():
        place = NamedPlace(held.name, "held", held.codes, held.share)
        for other in (code, held.name):
            exact_only[key(words(other))][place] = None
    for name, places in found.items():
        exact_only[name].update(places)
    exact = {
        name: tuple(sorted(places, key=lambda place: KINDS.index(place.kind)))
        for name, places in exact_only.items()
    }
    named = (words(part) for part in named_parts(library.force.name))
    counties = frozenset(word for part in named for word in part)
    spelt = tuple(
        (tuple(words(area.name)), area)
        for area in library.areas.values()
        if area.level in ("sector", "town", "msoa") and area.geography != "common"
    )
    common = {"".join(words(place.name)): name for name, places in found.items() for place in places}
    return Gazetteer(exact, common | {name: name for name in found}, counties, spelt)


def _own(area: Area) -> NamedPlace:
    """The area by its name; a ward or parish by the name people say, without what it is."""
    name = area.official_name if area.level in BEST_FIT else area.name
    return NamedPlace(name, _OWN_KIND.get(area.level, area.level), (area.code,))


def _places(library: Library) -> Iterator[NamedPlace]:
    towns = {key(words(a.name)) for a in library.areas.values() if a.level == "town"}
    for area in library.areas.values():
        if area.geography == "common":
            continue
        yield _own(area)
        if area.level == "msoa":
            for part in parts_of(area.name, towns):
                yield NamedPlace(part, "part", (area.code,))
    for name, kind, codes, share in library.named_places:
        yield NamedPlace(name, kind, codes, share)
        for part in parts_of(name, towns):
            yield NamedPlace(part, "part" if kind == "parish" else "ward part", codes, share)


def parts_of(name: str, towns: set[str]) -> list[str]:
    """The names inside one: of a joined name, and of what follows a town's, as in the name of a suburb."""
    found = []
    for part in named_parts(name) or [name]:
        if part != name:
            found.append(part)
        spelt = part.split()
        for length in range(1, len(spelt)):
            rest = " ".join(spelt[length:])
            if key(words(" ".join(spelt[:length]))) in towns and is_name(rest):
                found.append(rest)
        if len(spelt) > 1 and spelt[-1].casefold() in SIDES and is_name(" ".join(spelt[:-1])):
            found.append(" ".join(spelt[:-1]))
    return found


def sectors_of(library: Library, place: NamedPlace) -> set[str]:
    """Codes of the sectors it lies in."""
    above = (library.sector_of(library.areas[code]) for code in place.codes)
    return {sector.code for sector in above if sector}


def ground(library: Library, place: NamedPlace) -> set[str]:
    """Codes of the areas it lies in, with the neighbourhoods of a ward or parish in place of itself."""
    areas = (library.areas[code] for code in place.codes)
    return {
        code
        for area in areas
        for code in (library.parts_at(area, "msoa") if area.level in BEST_FIT else (area.code,))
    }


def lies_in(library: Library, code: str, holder: Area) -> bool:
    return holder in library.lineage(library.areas[code])


def shared_beginning(areas: list[Area], count: int) -> str:
    """The first words of the areas' names as they are spelt; so many of them as there are in `count`."""
    return " ".join(areas[0].name.split()[:count])


def districts(library: Library, name: str) -> list[Area]:
    """The neighbourhoods that begin with this name, where it is the name of several and of none alone."""
    wanted = tuple(words(name))
    found = [
        area
        for spelt, area in gazetteer(library).spelt
        if area.level == "msoa" and spelt[: len(wanted)] == wanted
    ]
    return found if len(found) > 1 else []
