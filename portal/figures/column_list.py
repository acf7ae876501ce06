"""The words beside the columns, and the same columns lying down for a narrow screen, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor

from portal.services.counted.missing_columns import Column, ColumnMap
from portal.services.library import numbers

LINE = (
    "<b>The same force-wide rate everywhere.</b> A hatched top is taller only where more was recorded. Nobody has checked "
    "a {kind}."
)
KEY = (
    '<li><i class="dense"></i>missing: at least so many, allowing for places to differ as we assume</li>'
    '<li><i class="light"></i>missing: perhaps up to so many</li>'
)


def key_html(shown: ColumnMap, example: Column | None) -> str:
    """The line that stands over the columns, the legend, and one column read aloud."""
    line = LINE.format(kind="sector" if shown.level == "sector" else "town")
    key = f'<li><i class="solid"></i>recorded</li>{KEY if shown.has_tops else ""}'
    read = f"<p>{escape(read_aloud(example))}</p>" if example else ""
    top = f"<p>{line}</p>" if shown.has_tops else ""
    return (
        f'{top}<p>For every 1,000 people, {escape(shown.period.words)}:</p><ul class="key">{key}</ul>{read}'
    )


def read_aloud(column: Column) -> str:
    """One worked example; ends rounded outward, as in the table."""
    rate = numbers.rate(column.per_1000(column.recorded))
    start = f"For example, {column.name}: {rate} recorded for every 1,000 people (solid)."
    ends = ends_per_1000(column)
    if ends is None:
        return f"{start} There is no estimate on top."
    low, high = (numbers.rate(end) for end in ends)
    return f"{start} On top, {low} (dense) to {high} (dense and light together) more may have been reported and never recorded."


def ends_per_1000(column: Column) -> tuple[float, float] | None:
    """What may be missing for every 1,000 residents, rounded outward to one decimal; None without an estimate."""
    if column.low is None or column.high is None:
        return None
    return floor(10 * column.per_1000(column.low)) / 10, ceil(10 * column.per_1000(column.high)) / 10


def list_html(columns: Sequence[Column], tallest: float) -> str:
    """One row a place. Widths are shares of the longest of the level, so the rows keep the scale of the columns."""
    return f'<ul class="lying">{"".join(_row(column, tallest) for column in columns)}</ul>'


def _row(column: Column, tallest: float) -> str:
    low, high = column.low or 0.0, column.high or 0.0
    parts = (("solid", column.recorded), ("dense", low), ("light", high - low))
    bars = "".join(
        f'<i class="{look}" style="width:{100 * column.per_1000(crimes) / tallest:.3f}%"></i>'
        for look, crimes in parts
        if crimes
    )
    name, said = escape(column.name), escape(column.sentence)
    return (
        f'<li><button type="button" data-code="{escape(column.code)}" data-name="{name}" aria-label="{said}">{name}</button>'
        f'<span class="bar">{bars}</span>{escape(column.sentence.partition(": ")[2])}</li>'
    )
