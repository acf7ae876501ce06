"""What a search led to: one place, or a question with places to choose from, and the sentence that says which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.record.area import BEST_FIT, LEVEL_WORDS, Area
from portal.services.library.library import Library
from portal.services.search.gazetteer import NamedPlace


@dataclass(frozen=True)
class Offer:
    """One place to choose, in words that tell it from the others."""

    area: Area
    words: str


@dataclass(frozen=True)
class Found:
    """`area` is None when nothing fits or more than one does; `choices` are then the places it may have meant.

    With an area, they are further places of the name. `is_exact` tells a name as typed from one that was mended.
    """

    area: Area | None
    choices: tuple[Offer, ...]
    sentence: str
    is_exact: bool = False

    @property
    def others(self) -> tuple[Area, ...]:
        return tuple(choice.area for choice in self.choices)


def where(library: Library, area: Area) -> str:
    """', in …' with what holds it, or nothing where that is the force."""
    above = library.areas[area.parent_code] if area.parent_code else None
    return f" in {above.name}" if above and above.level != "force" else ""


def showing(library: Library, place: NamedPlace, name: str = "") -> str:
    """In the reader's spelling where that is one of the name's: that a place is shown, or which one it is part of: the smallest that may be shown."""
    area = library.areas[place.codes[0]]
    if area.level in BEST_FIT:
        return f"Showing {area.name}{where(library, area)}, by best fit."
    if place.name == area.name:
        return f"Showing {area.name}{where(library, area)}."
    held = "is part of" if len(place.codes) == 1 else "is mostly in"
    if place.kind == "held":
        return f"{place.name} {held} the small area {area.name}."
    return f"{name or place.name} {held} {area.name}{where(library, area)}."


def choice(library: Library, area: Area, name: str = "") -> Offer:
    """The area, after the name it was found by where that is another, with its sector."""
    sector = library.sector_of(area)
    inside = f", {sector.name}" if sector and sector != area else ""
    if area.level in BEST_FIT:
        return Offer(area, f"{area.name}{inside}")
    if name and name != area.name:
        return Offer(area, f"{name}{inside}: part of {area.name}")
    return Offer(
        area, f"{area.name}{'' if sector and sector.name == area.name else inside} ({kind_of(area)})"
    )


def kind_of(area: Area) -> str:
    """What it is in one word or two, without its code."""
    return LEVEL_WORDS[area.level][0].partition(" (")[0]


def choices_of(library: Library, places: Iterable[NamedPlace]) -> tuple[Offer, ...]:
    """Every area the places lie in, each once, in their order."""
    found: dict[str, Offer] = {}
    for place in places:
        for code in place.codes:
            found.setdefault(code, choice(library, library.areas[code], place.name))
    return tuple(found.values())
