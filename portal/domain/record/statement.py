"""What was found and what was said: a row of the statements table, and the rules every row keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.domain.record.modality import hedges
from portal.domain.record.period import month_words

SIDES = ("inspectorate", "force", "national police", "commissioner", "victims", "other")
# The column in which police and commissioner answer; everyone else who only comments stands below both columns.
ANSWERING = ("force", "national police", "commissioner")
QUOTE_WORDS = 12
# What a closed card says: as many words for a finding as for an answer, and fewer for each line of our reading.
SHORT_WORDS, READING_WORDS = 24, 14
# How a text was read, fit to follow "read".
SEEN_WORDS = {
    "first-hand": "first-hand, in the words of the body concerned",
    "copy": "in a copy kept by somebody else",
    "newspaper": "in a newspaper or broadcast",
}
# Words that judge a speaker or a statement. Quotations may hold them; our own words may not.
VERDICTS = re.compile(
    r"\b(true|truth|false\w*|fake|lies?|lied|liars?|lying|mislead\w*|misled|debunk\w*|myths?|dishonest\w*|cover-?ups?"
    r"|wrong\w*|bogus|admit\w*|conced\w*|safest|claim(s|ed|ing)?|refut\w*|insist\w*|spin)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """One finding or statement. `said_on` is a day, a month or a year: as exact as the source allows."""

    statement_id: str
    thread_id: str
    kind: str
    side: str
    speaker: str
    role: str
    organisation: str
    said_on: str
    date_basis: str
    place: str
    area_codes: tuple[str, ...]
    topic: str
    about: str
    summary: str
    quote: str
    responds_to_id: str
    audit_ids: tuple[str, ...]
    seen: str
    source_title: str
    source_url: str
    locator: str
    note: str
    checked_on: str = ""
    # Empty too in a release from before the column.
    short: str = ""

    @classmethod
    def from_row(cls, row: dict[str, str]) -> Statement:
        several = {name: tuple(row[name].split()) for name in ("area_codes", "audit_ids")}
        return cls(**{**row, **several})  # type: ignore[arg-type]

    @property
    def said_words(self) -> str:
        inferred = ", date inferred" if self.date_basis == "inferred" else ""
        return date_words(self.said_on) + inferred

    @property
    def month_words(self) -> str:
        """May 2014, or 2014 where the month is not known."""
        return date_words(self.said_on[:7])

    @property
    def on_card(self) -> str:
        """What a closed card says of it; where no short text is kept, the summary whole, never cut."""
        return self.short or self.summary

    @property
    def modality(self) -> tuple[str, ...]:
        """The kinds of hedge in the quotation and the summary: how sure the words are of what they say."""
        return hedges(self.quote, self.summary)

    @property
    def column(self) -> str:
        """Where it stands: found, answered, or other, below the two."""
        return column_of(self.kind, self.side)

    @property
    def searched(self) -> str:
        """All that a search looks through."""
        parts = (self.speaker, self.role, self.organisation, self.place, self.about, self.topic)
        return " ".join((*parts, self.summary, self.quote, self.note, self.source_title)).casefold()


def column_of(kind: str, side: str) -> str:
    """The column of a statement of this kind and side."""
    if kind == "finding":
        return "found"
    return "answered" if side in ANSWERING else "other"


def date_words(date: str) -> str:
    """13 May 2014, May 2014 or 2014, as exact as the date given."""
    if len(date) == 4:
        return date
    words = month_words(date[:7])
    return f"{int(date[8:])} {words}" if len(date) == 10 else words


def is_before(earlier: str, later: str) -> bool:
    """Whether a date is surely before another, where either may be a month or a year only."""
    shared = min(len(earlier), len(later))
    return earlier[:shared] < later[:shared]


def verdict_in(text: str) -> str:
    """The first word of a text that passes judgement; empty when there is none."""
    found = VERDICTS.search(text)
    return found[0] if found else ""
