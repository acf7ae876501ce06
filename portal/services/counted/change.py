"""Is the difference between two periods real, not shown to be real, or impossible to tell?"""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.estimator import HYPER, RealChange, real_change
from portal.measures.record import missing_months
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.numbers import during, number

SEASONS = "The two periods are not the same months of the year, so seasons alone could make a difference."
METHOD = (
    f"An exact conditional test of two counts (Przyborowski and Wilenski 1940), at {HYPER.alpha:.0%}, with counts allowed "
    f"to vary {HYPER.overdispersion:g} times as much as pure chance, as measured between places on the force's own files. "
    "What moves the whole force at once, such as the weather, is not in that measure, so in large areas a change called "
    "real is one beyond chance and no more."
)
RECORDED = "This is about crime as recorded: more or less of it being recorded changes the count too."


@dataclass(frozen=True)
class ChangeAnswer:
    """The two figures, the test's answer (None when one has no value) and the sentence for a reader."""

    earlier: Figure
    later: Figure
    answer: RealChange | None
    sentence: str


def change_between(library: Library, area: str, crime: str, one: Period, other: Period) -> ChangeAnswer:
    """Compares recorded crime of two periods of one area. Known breaks in the record between them forbid an answer."""
    first, last = sorted((one, other))
    earlier, later = (figure(library, area, period, crime) for period in (first, last))
    if earlier.value is None or later.value is None:
        why = earlier.sentence if earlier.value is None else later.sentence
        return ChangeAnswer(earlier, later, None, f"Cannot tell. {why}")
    answer = real_change(
        int(earlier.value),
        len(first),
        int(later.value),
        len(last),
        breaks=breaks_between(library, first, last),
    )
    return ChangeAnswer(earlier, later, answer, _sentence(earlier, later, answer))


def breaks_between(library: Library, first: Period, last: Period) -> list[str]:
    """Every reason the two periods were not counted alike."""
    events = library.events[(library.events.month > first.first) & (library.events.month <= last.last)]
    breaks = list(events.sentence)
    same_seasons = first.first[5:] == last.first[5:] and len(first) == len(last)
    if not same_seasons and (len(first) % 12 or len(last) % 12):
        breaks.append(SEASONS)
    return breaks


def periods_to_compare(library: Library, period: Period) -> list[Period]:
    """The same months of other years, newest first, where they are held whole."""
    years = [period.years_back(n) for n in range(-15, 16) if n]
    held = [other for other in years if not missing_months(library.record, other)]
    return sorted(held, reverse=True)


def _sentence(earlier: Figure, later: Figure, answer: RealChange) -> str:
    counts = f"{number(earlier.value or 0)} {during(earlier.period)}, {number(later.value or 0)} {during(later.period)}."
    verdict = {
        "real": "A real change in recorded crime",
        "not shown to be real": "Not shown to be real",
        "cannot tell": "Cannot tell",
    }
    fall, rise = answer.smallest_pct
    told = ""
    if fall is not None and rise is not None:
        told = f" The smallest change that could be told is a fall of {abs(fall):.0f} in 100 or a rise of {rise:.0f} in 100."
    elif rise is not None:
        told = f" Only a rise of {rise:.0f} in 100 or more could be told."
    elif answer.p_value is None:
        told = " No change of any size can be told between them."
    return f"{verdict[answer.verdict]}: {counts} {answer.reason}{told} {RECORDED}"
