"""What else stands on a chart of two lines: months without figures, Covid rules, changes of counting, years checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from portal.domain.record.period import Period, month_index
from portal.figures.trends.words import COVID, GAP_WORDS, INSPECTED, OTHER_CODES
from portal.services.checking.pair import Pair
from portal.services.counted.two_lines import TrendLine


@dataclass(frozen=True)
class ChartMark:
    """`kind`: gap, covid, rule or inspected. From the start of one month to the start of another, counted from the left.

    `line`: whose months they are where each line has its own axis; None where both share one.
    """

    kind: str
    start: int
    end: int
    words: str
    line: int | None = None


def marks_of(shown: Pair, events: pd.DataFrame) -> list[ChartMark]:
    """As a place's own trend marks them. events: month, title, and where they last, last_month and effect."""
    marks = _gaps(shown)
    axes: list[tuple[int | None, TrendLine]] = (
        [(None, shown.lines[0])] if shown.by_date else [*enumerate(shown.lines)]
    )
    for at, line in axes:
        own = "" if at is None else f", {line.name}"
        marks += [
            ChartMark("covid", *span, f"{COVID}{own}", at) for span in _within(_covid(events), line.period)
        ]
        rules = events[events.effect == "not_alike"] if "effect" in events else events
        marks += [
            ChartMark("rule", *span, str(row.title), at)
            for row in rules.itertuples()
            for span in _within([(str(row.month), str(row.month))], line.period)
        ]
    if shown.by_date:
        checked = dict.fromkeys(one.period for one in shown.ranges)
        spans = [(period.first, period.last) for period in checked]
        marks += [ChartMark("inspected", *span, INSPECTED) for span in _within(spans, shown.lines[0].period)]
    return marks


def _gaps(shown: Pair) -> list[ChartMark]:
    """Runs of months that neither line has, each with why."""
    one, other = shown.lines
    whys = [
        None
        if mine.count is not None or theirs.count is not None
        else GAP_WORDS.get(mine.status, OTHER_CODES)
        for mine, theirs in zip(one.points, other.points, strict=True)
    ]
    marks, at = [], 0
    for why, run in groupby(whys):
        end = at + len(list(run))
        if why:
            marks.append(ChartMark("gap", at, end, why))
        at = end
    return marks


def _covid(events: pd.DataFrame) -> list[tuple[str, str]]:
    if "effect" not in events:
        return []
    lasting = events[(events.effect == "daily_life") & (events.last_month != "")]
    return [(str(lasting.month.min()), str(lasting.last_month.max()))] if len(lasting) else []


def _within(spans: Sequence[tuple[str, str]], period: Period) -> list[tuple[int, int]]:
    """The part of each run of months that lies in the period; nothing where none does."""
    left, length, found = month_index(period.first), len(period), []
    for first, last in spans:
        start, end = max(month_index(first) - left, 0), min(month_index(last) - left + 1, length)
        if start < end:
            found.append((start, end))
    return found
