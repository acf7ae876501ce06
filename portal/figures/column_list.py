"""The words beside the columns, and the same columns lying down for a narrow screen, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from portal.markup import Markup, render
from portal.services.counted.missing_columns import Column, ColumnMap
from portal.services.library import numbers


def key_html(shown: ColumnMap, example: Column | None) -> Markup:
    """The line that stands over the columns, the legend, and one column read aloud."""
    return render(
        "area/column_key.html",
        has_tops=shown.has_tops,
        kind=shown.level,
        period=shown.period.words,
        example=read_aloud(example) if example else "",
    )


def read_aloud(column: Column) -> str:
    """One worked example; ends rounded outward, as in the table."""
    rate = numbers.rate(column.per_1000(column.recorded))
    start = f"For example, {column.name}: {rate} recorded for every 1,000 people (solid)."
    ends = ends_per_1000(column)
    if ends is None:
        return f"{start} There is no estimate on top."
    low, high = (numbers.rate(end) for end in ends)
    return f"{start} On top, {low} (thick lines) to {high} (all the hatching) more may have been reported and never recorded."


def ends_per_1000(column: Column) -> tuple[float, float] | None:
    """What may be missing for every 1,000 residents, rounded outward to one decimal; None without an estimate."""
    if column.low is None or column.high is None:
        return None
    return floor(10 * column.per_1000(column.low)) / 10, ceil(10 * column.per_1000(column.high)) / 10


def list_html(columns: Sequence[Column], tallest: float) -> Markup:
    """One row a place. Widths are shares of the longest of the level, so the rows keep the scale of the columns."""
    return render("area/column_list.html", rows=[_row(column, tallest) for column in columns])


def _row(column: Column, tallest: float) -> dict[str, object]:
    low, high = column.low or 0.0, column.high or 0.0
    parts = (("solid", column.recorded), ("dense", low), ("light", high - low))
    shares = [(look, round(100 * column.per_1000(n) / tallest, 3)) for look, n in parts if n]
    short = column.sentence.partition(": ")[2]
    return {
        "code": column.code,
        "name": column.name,
        "said": column.sentence,
        "short": short,
        "parts": shares,
    }
