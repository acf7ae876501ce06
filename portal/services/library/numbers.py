"""Numbers, periods and places as they read inside a sentence."""

from __future__ import annotations

from portal.domain.record.area import BEST_FIT, Area
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period


def number(value: float) -> str:
    return f"{value:,.0f}"


_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def count_words(count: int) -> str:
    """A small count in a word, a larger one in figures."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else number(count)


def rate(value: float) -> str:
    return f"{value:,.1f}"


def printed_rate(value: float) -> float:
    """A rate as every sentence prints it, for the columns of files that say so."""
    return float(f"{value:.1f}")


def rate_words(figure: Figure, each: str = "") -> str:
    """'51.6 (46.1 to 57.7)': a rate with both ends of its range, for `each` of what, and a mark where it stands on few crimes."""
    if figure.per_1000 is None:
        return "not given"
    ends = figure.per_1000_range95
    words = f"{rate(figure.per_1000)} ({rate(ends[0])} to {rate(ends[1])})" if ends else rate(figure.per_1000)
    return f"{words}{each}, a small number" if figure.is_small_number else f"{words}{each}"


def during(period: Period) -> str:
    """'in May 2025' or 'from January to December 2025'."""
    return f"in {period.words}" if len(period) == 1 else f"from {period.words}"


def place(area: Area) -> str:
    """The area as it reads inside a sentence."""
    if area.level == "force":
        return f"the {area.name} force area"
    if area.level in BEST_FIT:
        return f"{area.name} (by best fit)"
    return f"{area.name} ({area.official_name})" if area.level == "lsoa" else area.name
