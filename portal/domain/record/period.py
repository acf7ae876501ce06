"""Months and runs of months. A month is the text `YYYY-MM`, which sorts and joins as it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from portal.errors import BadRequest

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=4096)
def month_index(month: str) -> int:
    """Months since year 0, so that months can be counted; raises BadRequest on anything but YYYY-MM."""
    match = _MONTH.fullmatch(month)
    if match is None:
        raise BadRequest(f"'{month}' is not a month; write it as 2025-01")
    return int(match[1]) * 12 + int(match[2]) - 1


def month_at(index: int) -> str:
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def month_words(month: str) -> str:
    """2025-01 → January 2025."""
    index = month_index(month)
    return f"{MONTH_NAMES[index % 12]} {index // 12}"


def day_words(day: str) -> str:
    """2023-02-02 → 2 February 2023."""
    parsed = date.fromisoformat(day)
    return f"{parsed.day} {MONTH_NAMES[parsed.month - 1]} {parsed.year}"


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole months, both ends included."""

    first: str
    last: str

    def __post_init__(self) -> None:
        if month_index(self.first) > month_index(self.last):
            raise BadRequest(
                f"the period ends ({self.last}) before it starts ({self.first}); swap the two months"
            )

    @cached_property
    def months(self) -> tuple[str, ...]:
        return tuple(month_at(i) for i in range(month_index(self.first), month_index(self.last) + 1))

    def __len__(self) -> int:
        return month_index(self.last) - month_index(self.first) + 1

    @property
    def midpoint(self) -> date:
        """The day the period is half over, for matching a population to it."""
        middle = (month_index(self.first) + month_index(self.last) + 1) / 2
        whole = int(middle)
        return date(whole // 12, whole % 12 + 1, 1 if middle == whole else 15)

    @property
    def words(self) -> str:
        """As a reader would say it: January to December 2025; March 2021 to February 2022; May 2025."""
        if self.first == self.last:
            return month_words(self.first)
        if self.first[:4] == self.last[:4]:
            return f"{month_words(self.first).split()[0]} to {month_words(self.last)}"
        return f"{month_words(self.first)} to {month_words(self.last)}"

    def before(self) -> Period:
        """The run of the same length that ends where this one starts."""
        start = month_index(self.first)
        return Period(month_at(start - len(self)), month_at(start - 1))

    def years_back(self, years: int) -> Period:
        return Period(*(month_at(month_index(month) - 12 * years) for month in (self.first, self.last)))
