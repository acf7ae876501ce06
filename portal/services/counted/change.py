"""Is the difference between two periods beyond the usual ups and downs, within them, or impossible to tell?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.estimator import HYPER, RealChange, real_change, ups_and_downs
from portal.measures.events import breaks_of, daily_life_of
from portal.measures.record import missing_months
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.numbers import during, number

WITHOUT_VERDICT = ("force", "sector")
SEASONS = "The two periods are not the same months of the year, so seasons alone could make a difference."
METHOD = (
    f"A test of two counts (Przyborowski and Wilenski 1940) at {HYPER.alpha:.0%}, with counts allowed to move from year to "
    "year as such places did in 2016 to 2017 and from 2018 to the last month before lockdown. Tried on districts left out of "
    "the measuring, it was wrong about one time in twenty. How it was measured stands on the method page."
)
NO_VERDICT = "The force and its sectors get no verdict: there are too few of them, over too few years, to say what is usual."
RECORDED = "This is about crime as recorded: more or less of it being recorded changes the count too."


@dataclass(frozen=True)
class ChangeAnswer:
    """The two figures, the test's answer (None when one has no value) and the sentence for a reader.

    For the force and a sector the answer's verdict is empty.
    """

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
        usual=ups_and_downs(
            earlier.area.ruled_as, crime, min(len(first), len(last)), library.data.method_edition
        ),
    )
    if earlier.area.level in WITHOUT_VERDICT and answer.p_value is not None:
        answer = replace(answer, verdict="", reason=NO_VERDICT)
    life = daily_life_of(library.events, first, last)
    return ChangeAnswer(earlier, later, answer, _sentence(earlier, later, answer, life))


def breaks_between(library: Library, first: Period, last: Period) -> list[str]:
    """Every reason the two periods were not counted alike."""
    breaks = breaks_of(library.events, first, last)
    same_seasons = first.first[5:] == last.first[5:] and len(first) == len(last)
    if not same_seasons and (len(first) % 12 or len(last) % 12):
        breaks.append(SEASONS)
    return breaks


def periods_to_compare(library: Library, period: Period) -> list[Period]:
    """The same months of other years, newest first, where they are held whole."""
    years = [period.years_back(n) for n in range(-15, 16) if n]
    held = [other for other in years if not missing_months(library.record, other)]
    return sorted(held, reverse=True)


def comparable_periods(library: Library, period: Period) -> list[Period]:
    """The same months of other years with no known break in the record between, newest first."""
    return [
        other
        for other in periods_to_compare(library, period)
        if not breaks_between(library, *sorted((period, other)))
    ]


def no_comparison_sentence(library: Library, period: Period) -> str:
    """The line that stands instead of a comparison; empty where there is one, or nothing held to compare with."""
    if missing_months(library.record, period) or not periods_to_compare(library, period):
        return ""
    if comparable_periods(library, period):
        return ""
    return "No other year that is held can be set beside this one: how crime was recorded changed in between."


def _sentence(earlier: Figure, later: Figure, answer: RealChange, life: list[str]) -> str:
    lived = f" {' '.join(life)}" if life else ""
    counts = f"{number(earlier.value or 0)} {during(earlier.period)}, {number(later.value or 0)} {during(later.period)}."
    if not answer.verdict:
        return f"{counts}{_difference(earlier, later)}{_usual(answer)} {answer.reason} {RECORDED}{lived}"
    verdict = f"{answer.verdict[0].upper()}{answer.verdict[1:]}"
    return f"{verdict}: {counts} {answer.reason}{_told(answer)} {RECORDED}{lived}"


def _difference(earlier: Figure, later: Figure) -> str:
    more = int(later.value or 0) - int(earlier.value or 0)
    return " No difference." if not more else f" {number(abs(more))} {'more' if more > 0 else 'fewer'}."


def _usual(answer: RealChange) -> str:
    fall, rise = answer.smallest_pct
    if fall is None or rise is None:
        return ""
    return f" From one ordinary year to the next it moved by up to {abs(fall):.0f} in 100 down or {rise:.0f} in 100 up."


def _told(answer: RealChange) -> str:
    fall, rise = answer.smallest_pct
    if fall is not None and rise is not None:
        return f" The smallest change that could be told is a fall of {abs(fall):.0f} in 100 or a rise of {rise:.0f} in 100."
    if rise is not None:
        return f" Only a rise of {rise:.0f} in 100 or more could be told."
    return " No change of any size can be told between them." if answer.p_value is None else ""
