"""Two areas, or two periods of one area, on one trend: what is drawn, the sentence that compares, and what may be missing."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from urllib.parse import urlencode

from portal.domain.record.area import Area
from portal.domain.record.crime import ALL, crime_words
from portal.domain.record.figure import Figure, Source
from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.estimator.real_change import BEYOND, WITHIN
from portal.services.checking.card import caveat_of, printed_numbers
from portal.services.counted.beside import NO_PLACE_RANKED, apart, areas_compared
from portal.services.counted.change import RECORDED, change_between
from portal.services.counted.figure import figure
from portal.services.counted.profile import broader
from portal.services.counted.question import Question
from portal.services.counted.two_lines import TrendLine, area_lines, period_lines
from portal.services.library.library import Library
from portal.services.library.numbers import during, number, place, rate
from portal.services.library.selection import period_from
from portal.services.unrecorded.estimates import audited_periods

RATED = "Each month's count for every 1,000 residents, because the two differ in size."
COUNTED = "Each month's count: residents are not known for both, so sizes are not allowed for."
OF_ONE = "Each month's count; both periods are of the same place."
FROM_THE_START = "Months are counted from the start of each."
NO_RANGE = "No inspector checked recording in these months, so no range of what may be missing is drawn."
TABLES = ("crime_counts", "lsoas", "population", "audits", "inspections")


@dataclass(frozen=True)
class PairAsked:
    """`beside`: the other area's code, or the first month of another period as long as this one."""

    area: str
    beside: str
    period: Period
    crime: str = ALL

    def query(self, release: str = "") -> str:
        keys = {"area": self.area, "from": self.period.first, "to": self.period.last, "crime": self.crime}
        keys |= {"with": self.beside} | ({"release": release} if release else {})
        return urlencode(keys, safe=":")


@dataclass(frozen=True)
class PairRange:
    """What may be missing in a year that inspectors checked, of one of the two lines: modelled, with its range.

    `low` and `high` are in the unit drawn for a year (a count, or for every 1,000 residents), rounded outward; `words` says
    them, `counts` the same range as a count.
    """

    line: int
    period: Period
    low: float
    high: float
    words: str
    counts: str
    figure: Figure

    @property
    def per_1000(self) -> str:
        return self.words.partition(" for every")[0]


@dataclass(frozen=True)
class Pair:
    """`by_date`: two areas on one axis of dates; else two periods, month beside month. `rated`: for every 1,000 residents.

    `short` is the sentence without its reasons, `warning` what must travel with it. `why_no_range` says why no range is drawn;
    empty where one is, and then `caveat` goes with it.
    """

    asked: PairAsked
    title: str
    lines: tuple[TrendLine, TrendLine]
    by_date: bool
    rated: bool
    note: str
    sentence: str
    short: str
    warning: str
    ranges: tuple[PairRange, ...]
    why_no_range: str
    caveat: str
    sources: tuple[Source, ...]
    release: str

    @property
    def unit(self) -> str:
        return "Recorded a month for every 1,000 residents" if self.rated else "Recorded a month"

    @property
    def words(self) -> str:
        """What the picture shows, for whoever does not see it; the table has the numbers."""
        lines = " and ".join(f"{line.name} ({len(line.held)} months with figures)" for line in self.lines)
        ranges = " ".join(
            f"May be missing in {place(each.figure.area)}, {each.period.words}: {each.words}, modelled."
            for each in self.ranges
        )
        return f"Line chart. {self.title}: {lines}. {self.unit}. {ranges}".strip()

    @property
    def file_name(self) -> str:
        """A name for files of this comparison, without an ending."""
        parts = (self.asked.area, self.asked.beside, self.asked.crime, self.asked.period.first)
        return f"on-the-record-{'-'.join(parts)}".replace(":", "-").replace("+", "-")


def pair(library: Library, asked: PairAsked) -> Pair:
    """Raises BadRequest where the two cannot be shown together: an unknown area, the same one, the same months."""
    one = library.area(asked.area)
    other_period = period_from(asked.beside, asked.period)
    if other_period:
        return _of_periods(library, asked, one, other_period)
    return _of_areas(library, asked, one, library.area(asked.beside))


def _of_areas(library: Library, asked: PairAsked, one: Area, other: Area) -> Pair:
    if one == other:
        raise BadRequest(f"{one.name} is on the chart already; choose another area")
    drawn = broader(library, one), broader(library, other)
    if drawn[0] == drawn[1]:
        raise BadRequest(f"{one.name} and {other.name} have the same months; choose another area")
    lines, rated = area_lines(library, *drawn, asked.period, asked.crime)
    compared = areas_compared(library, drawn[0].code, drawn[1].code, asked.period, asked.crime)
    word = apart(library, compared.one, compared.other)
    years = tuple(dict.fromkeys(audited_periods(library).values()))
    ranges, why, caveat = _ranges(library, asked, lines, (years, years), rated)
    note = f"{RATED} Residents, the same for every month: {_residents(lines)}." if rated else COUNTED
    return Pair(
        asked, f"{_what(asked)} in {place(lines[0].area)} and {place(lines[1].area)}", lines, True, rated,
        _with_neighbourhoods(note, (one, other), lines),
        _joined(f"{asked.period.words}.", word, compared.sentence),
        _joined(f"{asked.period.words}.", word, _first(compared.sentence)), NO_PLACE_RANKED, ranges, why, caveat, library.sources(*TABLES), library.release,
    )  # fmt: skip


def _of_periods(library: Library, asked: PairAsked, area: Area, other: Period) -> Pair:
    if other == asked.period:
        raise BadRequest("both periods are the same; choose another one")
    lines = period_lines(library, area, asked.period, other, asked.crime)
    if not all(line.held for line in lines):
        empty = next(line for line in lines if not line.held)
        raise BadRequest(f"no month of {empty.period.words} has a figure; choose another period")
    change = change_between(library, lines[0].area.code, asked.crime, asked.period, other)
    held = set(audited_periods(library).values())
    years = tuple((line.period,) if line.period in held else () for line in lines)
    ranges, why, caveat = _ranges(library, asked, lines, (years[0], years[1]), rated=False)
    note = OF_ONE if asked.period.first[5:] == other.first[5:] else f"{OF_ONE} {FROM_THE_START}"
    word = _word(change.answer.verdict if change.answer else "", change.earlier, change.later)
    return Pair(
        asked, f"{_what(asked)} in {place(lines[0].area)}, {lines[0].period.words} and {lines[1].period.words}", lines,
        False, False, _with_neighbourhoods(note, (area, area), lines),
        _joined(word, change.sentence), _joined(word, _first(change.sentence)), RECORDED, ranges, why, caveat, library.sources(*TABLES), library.release,
    )  # fmt: skip


def _word(verdict: str, earlier: Figure, later: Figure) -> str:
    """What the test of real change lets be said in a word; nothing where it says nothing."""
    if verdict == WITHIN:
        return "No clear difference."
    if verdict != BEYOND:
        return ""
    way = "Higher" if (later.value or 0) > (earlier.value or 0) else "Lower"
    return f"{way} {during(later.period)} than {during(earlier.period)}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _first(text: str) -> str:
    """Its first sentence: the two numbers, without reasons."""
    return f"{text.partition('. ')[0].removesuffix('.')}."


def _what(asked: PairAsked) -> str:
    return f"Recorded {crime_words(asked.crime)} by month"


def _residents(lines: tuple[TrendLine, TrendLine]) -> str:
    return ", ".join(f"{line.name} {number(line.residents or 0)}" for line in lines)


def _with_neighbourhoods(note: str, asked: tuple[Area, Area], lines: tuple[TrendLine, TrendLine]) -> str:
    moved = [line.area.name for area, line in zip(asked, lines, strict=True) if area != line.area]
    if not moved:
        return note
    names = " and ".join(dict.fromkeys(moved))
    return f"{note} The months are those of {names}: those of a small area are too few to mean anything."


def _ranges(
    library: Library, asked: PairAsked, lines: tuple[TrendLine, TrendLine],
    years: tuple[tuple[Period, ...], tuple[Period, ...]], rated: bool,
) -> tuple[tuple[PairRange, ...], str, str]:  # fmt: skip
    """The ranges of the years that were checked, oldest first; why there is none; and the caveat that goes with them."""
    found, why = [], NO_RANGE
    for period in sorted({*years[0], *years[1]}):
        for at, line in enumerate(lines):
            if period not in years[at]:
                continue
            shown = figure(library, line.area.code, period, asked.crime, "unrecorded")
            one = _range(library, shown, at, rated)
            if one:
                found.append(one)
            else:
                why = shown.sentence
    return tuple(found), "" if found else why, _caveat(lines, found) if found else ""


def _caveat(lines: tuple[TrendLine, TrendLine], found: list[PairRange]) -> str:
    """One caveat for both places, which a caveat names one by one."""
    below = [each.figure for each in found if each.figure.area.level != "force"]
    shown = below[0] if below else found[0].figure
    both = dict.fromkeys(place(line.area) for line in lines if line.area.level != "force")
    names = f"recording in {place(shown.area)} separately", f"recording in {' or '.join(both)} separately"
    return caveat_of(shown).replace(*names)


def _range(library: Library, shown: Figure, at: int, rated: bool) -> PairRange | None:
    """None where the method gives no range, or none for every 1,000 residents where that is what is drawn."""
    question = Question(shown.area.code, shown.period, shown.crime, "unrecorded")
    counts = printed_numbers(library, question, shown).outer if shown.basis.kind == "audited" else None
    if counts is None or (rated and shown.per_1000_range95 is None):
        return None
    words = f"{number(counts[0])} to {number(counts[1])}"
    if not rated or shown.per_1000_range95 is None:
        return PairRange(at, shown.period, *counts, words, words, shown)
    low, high = shown.per_1000_range95
    ends = floor(10 * low) / 10, ceil(10 * high) / 10
    return PairRange(
        at, shown.period, *ends, f"{rate(ends[0])} to {rate(ends[1])} for every 1,000 residents", words, shown
    )
