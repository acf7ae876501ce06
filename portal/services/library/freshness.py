"""How old the newest month is, and how many months should be published by now: said beside every count of months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.domain.record.period import day_words, month_at, month_index, month_words
from portal.services.library.library import Library
from portal.tables.looked import LastLook

# The source publishes a month about two months after its end (police.uk, "About the data").
USUAL_LAG = 2


def lasting_words(last_month: str) -> str:
    """What a file says of its age: true on whichever day it is read, so that copies of one release stay alike."""
    # The month after it has ended, and then the usual time has gone by.
    due = month_words(month_at(month_index(last_month) + 2 + USUAL_LAG))
    return (
        f"The newest month held is {month_words(last_month)}. police.uk publishes a month about two months after its end, so "
        f"from {due} on newer months have probably been published there."
    )


@dataclass(frozen=True)
class Freshness:
    """`age` is in months; `published_to` is the last month that the source must have published by now."""

    last_month: str
    age: int
    published_to: str
    published: int
    held: int
    looked: LastLook | None

    @property
    def is_behind(self) -> bool:
        return self.published_to > self.last_month

    @property
    def age_words(self) -> str:
        ago = f"{self.age} months ago" if self.age > 1 else "last month"
        return f"The newest month held is {month_words(self.last_month)}, {ago}."

    @property
    def held_words(self) -> str:
        return (
            f"{self.held} of about {self.published} months published by now are held; a month that is not held is in no "
            "figure, and is never counted as a month without crime."
        )

    @property
    def behind_words(self) -> str:
        """Empty where nothing newer can be expected."""
        if not self.is_behind:
            return ""
        return f"Newer months have probably been published on police.uk; this copy ends in {month_words(self.last_month)}."

    @property
    def words(self) -> str:
        """The age, and where newer months are to be had."""
        return " ".join(filter(None, (self.age_words, self.behind_words)))

    @property
    def looked_words(self) -> str:
        if self.looked is None or not self.looked.on:
            return "No look for newer months is on record here."
        said = f"We last looked for newer months on {day_words(self.looked.on)}."
        for month in self.looked.held_back:
            said += f" {month_words(month)} is held back, because its file is damaged or unlike those of other months."
        return said


def freshness(library: Library, today: date, looked: LastLook | None = None) -> Freshness:
    """Of one release, as it stands today."""
    record = library.record
    now, last = month_index(f"{today:%Y-%m}"), record.supplied_months[-1]
    published_to = max(month_index(last), now - 1 - USUAL_LAG)
    first = month_index(min(record.status_of))
    return Freshness(last, now - month_index(last), month_at(published_to), published_to - first + 1,
                     len(record.supplied_months), looked)  # fmt: skip
