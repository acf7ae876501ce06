"""Two areas over the same months: their counts and rates side by side, each rate with its range, and no test."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.record.area import BEST_FIT
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.measures.record import leaves_of
from portal.services.counted.change import WITHOUT_VERDICT
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.numbers import number, place, rate_words

NO_PLACE_RANKED = (
    "Places differ in who spends time there, in what is reported and in what is recorded, so a difference says nothing "
    "about how safe either is."
)


@dataclass(frozen=True)
class AreasAnswer:
    """The two figures and the sentence for a reader."""

    one: Figure
    other: Figure
    sentence: str


def areas_compared(library: Library, one: str, other: str, period: Period, crime: str) -> AreasAnswer:
    """Recorded crime of two areas, each with its rate. Places differ for many reasons, so there is nothing to test."""
    first, second = (figure(library, area, period, crime) for area in (one, other))
    for shown in (first, second):
        if shown.value is None:
            return AreasAnswer(first, second, f"Cannot be set beside each other. {shown.sentence}")
    said = [f"{_count(first)}; {_count(second)}."]
    said += [words for words in (_nested(library, first, second), _not_rated(first, second)) if words]
    return AreasAnswer(first, second, f"{' '.join(said)} {NO_PLACE_RANKED}")


def _not_rated(first: Figure, second: Figure) -> str:
    if first.population and second.population:
        return ""
    return "Residents are not known for both, so there are no two rates to set beside each other."


def _nested(library: Library, first: Figure, second: Figure) -> str:
    for inner, outer in ((first, second), (second, first)):
        if outer.area in library.lineage(inner.area):
            return f"{inner.area.name} lies inside {place(outer.area)}, so its crimes are counted in both."
    if {first.area.level, second.area.level} & set(BEST_FIT):
        inside = [leaves_of(library.record, shown.area) for shown in (first, second)]
        if (inside[0] & inside[1]).any():
            return "The two share small areas, whose crimes are counted in both."
    return ""


def _count(shown: Figure) -> str:
    people = f"{number(shown.population)} residents" if shown.population else "residents not known"
    each = f", {rate_words(shown, ' for every 1,000')}" if shown.per_1000 is not None else ""
    return f"{place(shown.area)}: {number(shown.value or 0)} ({people}{each})"


def apart(library: Library, first: Figure, second: Figure) -> str:
    """What two yearly rates let be said: which is higher where their ranges do not meet, else no clear difference.

    Each range holds how much such a place moves from one ordinary year to the next. Empty where there are not two such
    ranges: of the force and its sectors too few are known to say what is usual, and one area inside another is part of it.
    """
    if {first.area.level, second.area.level} & set(WITHOUT_VERDICT) or _nested(library, first, second):
        return ""
    one, other = first.per_1000_range95, second.per_1000_range95
    if one is None or other is None:
        return ""
    if one[0] <= other[1] and other[0] <= one[1]:
        return "No clear difference for every 1,000 residents: the two ranges meet."
    more, fewer = (first, second) if one[0] > other[1] else (second, first)
    return f"Higher for every 1,000 residents in {place(more.area)} than in {place(fewer.area)}: the two ranges do not meet."
