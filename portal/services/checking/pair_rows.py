"""Two on one chart as rows: for the table beside the chart, and for a file to take away."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.period import month_words
from portal.services.checking.pair import Pair
from portal.services.counted.two_lines import NOT_HELD, Point

Cell = str | int | float | None
# Each column with what it holds; counted and modelled numbers never share one.
COLUMNS = {
    "row": "month (counted), or year_checked (what may be missing in a year that inspectors checked: modelled)",
    "line": "1 or 2, in the order of the chart",
    "area_code": "code of the place the row is of",
    "area_name": "its name",
    "from": "first month of the row",
    "to": "last month of the row",
    "status": "supplied, or why a month has no count; empty for year_checked",
    "recorded_count": "recorded in the month; empty where it has no figure, which is not 0",
    "recorded_per_1000": "the same for every 1,000 residents, where the chart shows that",
    "resident_count": "what it is divided by",
    "estimated_lower": "low end of the 95% range of crimes reported and not recorded, unrounded",
    "estimated_upper": "its high end",
    "basis": "counted or audited",
    "inspection": "whose rate was used; empty for a count",
    "release": "which tables the row is from",
}


def table_of(shown: Pair) -> tuple[list[str], list[list[Cell]]]:
    """Headings, and a row for each month, newest first for dates; a month that neither line has held is left out."""
    one, other = (line.name for line in shown.lines)
    rated = [f"{name}, for every 1,000" for name in (one, other)] if shown.rated else []
    rows: list[list[Cell]] = []
    for mine, theirs in zip(shown.lines[0].points, shown.lines[1].points, strict=True):
        if mine.status == theirs.status == NOT_HELD:
            continue
        rates = [_rounded(mine), _rounded(theirs)] if shown.rated else []
        rows.append([_month(shown, mine, theirs), mine.count, theirs.count, *rates])
    return ["Month", one, other, *rated], rows[::-1] if shown.by_date else rows


def modelled_of(shown: Pair) -> tuple[list[str], list[list[Cell]]]:
    """Headings, and a row for each range: of which place and year, the range as printed, and what it rests on."""
    rated = ["For every 1,000 residents"] if shown.rated else []
    rows: list[list[Cell]] = [
        [each.figure.area.name, each.period.words, each.counts, *([each.per_1000] if shown.rated else []), each.figure.basis.sentence]
        for each in shown.ranges
    ]  # fmt: skip
    return ["Place", "Year checked", "May be missing (modelled)", *rated, "Basis"], rows


def _month(shown: Pair, mine: Point, theirs: Point) -> str:
    first, second = month_words(mine.month), month_words(theirs.month)
    return first if shown.by_date else f"{first} and {second}"


def _rounded(point: Point) -> float | None:
    return None if point.per_1000 is None else round(point.per_1000, 1)


def pair_rows(shown: Pair) -> pd.DataFrame:
    """One row a month and line, then one a range; columns as in COLUMNS."""
    rows = [
        {
            "row": "month", "line": at, "area_code": line.area.code, "area_name": line.area.name, "from": point.month,
            "to": point.month, "status": point.status, "recorded_count": point.count, "recorded_per_1000": point.per_1000,
            "resident_count": line.residents if shown.rated else None, "basis": "counted",
        }
        for at, line in enumerate(shown.lines, start=1)
        for point in line.points
    ]  # fmt: skip
    rows += [
        {
            "row": "year_checked", "line": each.line + 1, "area_code": each.figure.area.code,
            "area_name": each.figure.area.name, "from": each.period.first, "to": each.period.last,
            "estimated_lower": (each.figure.range95 or (None, None))[0],
            "estimated_upper": (each.figure.range95 or (None, None))[1],
            "basis": each.figure.basis.kind, "inspection": each.figure.basis.inspection,
        }
        for each in shown.ranges
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=list(COLUMNS)).assign(release=shown.release)
    whole = {"recorded_count": "Int64", "resident_count": "Int64"}
    made["recorded_per_1000"] = made.recorded_per_1000.astype("Float64").round(4)
    return made.astype(whole)
