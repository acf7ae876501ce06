"""Two areas over the same months: is the difference in recorded crime per resident more than chance?"""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.estimator import RealChange, real_change
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.numbers import number, place, rate

NO_PLACE_RANKED = (
    "Places differ in who spends time there, in what is reported and in what is recorded, so a difference says nothing "
    "about how safe either is."
)


@dataclass(frozen=True)
class AreasAnswer:
    """The two figures, the test's answer (None where there is none) and the sentence for a reader."""

    one: Figure
    other: Figure
    answer: RealChange | None
    sentence: str


def areas_compared(library: Library, one: str, other: str, period: Period, crime: str) -> AreasAnswer:
    """Recorded crime of two areas against their residents. An area is never tested against one that holds it."""
    first, second = (figure(library, area, period, crime) for area in (one, other))
    for shown in (first, second):
        if shown.value is None:
            return AreasAnswer(first, second, None, f"Cannot tell. {shown.sentence}")
    nested = _nested(library, first, second)
    if nested or not first.population or not second.population:
        why = nested or "Residents are not known for both, so the two cannot be set beside each other."
        return AreasAnswer(first, second, None, f"{_counts(first, second)} {why}")
    answer = real_change(int(first.value or 0), first.population, int(second.value or 0), second.population)
    return AreasAnswer(
        first,
        second,
        answer,
        f"{_verdict(answer)} {_counts(first, second)} {answer.reason} {NO_PLACE_RANKED}",
    )


def _nested(library: Library, first: Figure, second: Figure) -> str:
    for inner, outer in ((first, second), (second, first)):
        if outer.area in library.lineage(inner.area):
            return f"{inner.area.name} lies inside {place(outer.area)}, so the two are not tested against each other."
    return ""


def _counts(first: Figure, second: Figure) -> str:
    return "; ".join(_count(shown) for shown in (first, second)) + "."


def _count(shown: Figure) -> str:
    people = f"{number(shown.population)} residents" if shown.population else "residents not known"
    each = f", {rate(shown.per_1000)} for every 1,000" if shown.per_1000 is not None else ""
    return f"{place(shown.area)}: {number(shown.value or 0)} ({people}{each})"


def _verdict(answer: RealChange) -> str:
    return {
        "real": "More than chance.",
        "not shown to be real": "Not shown to be more than chance.",
        "cannot tell": "Cannot tell.",
    }[answer.verdict]
