"""What of a report the public may read: what an editor decided, why, what was taken out of it, and what changed since.

A publication holds no words. It names the revision of the report that an editor read; the public sees the words, the
answers and the marks up to that revision, and the two statuses as they are now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

PUBLISHED, UNPUBLISHED, PRIVATE, REWORDED = "published", "unpublished", "private", "reworded"
STATUS_WORDS = {
    "": "Not decided yet",
    PUBLISHED: "Published",
    UNPUBLISHED: "Not published",
    PRIVATE: "Private: never published",
    REWORDED: "Taken down until an editor has read the changed words",
}
# Why something was not published, taken down, kept private or taken out. The codes go into the history and the counts.
REASONS = {
    "names": "It named or described somebody who could be recognised",
    "contact": "It held an address, a number or another personal detail",
    "accusation": "It said that somebody committed an offence",
    "victim": "Somebody could be recognised as the victim of an offence",
    "live_case": "It was about an investigation or a court case that was not over",
    "abuse": "It was abusive or threatening",
    "off_topic": "It was not about policing in this area",
    "asked": "Somebody asked for it to be taken down and the editor agreed",
    "author": "The author asked",
}
MARKS = {"planned": "Change planned", "made": "Change made"}
MARK_LENGTH = NOTE_LENGTH = 300
# What stands where words were taken out, so that nobody takes the rest for the whole.
GAP = "[words taken out: {what}]"
GAPS = {
    "names": "a name",
    "contact": "a personal detail",
    "accusation": "an accusation",
    "victim": "what a victim could be known by",
    "live_case": "a case that is not over",
    "abuse": "abuse",
    "off_topic": "not about policing here",
    "asked": "somebody asked",
    "author": "the author asked",
}

# What an editor took out is kept for editors alone, in case the decision is questioned, and then erased.
ORIGINAL_KEPT = timedelta(days=90)
TAKE_DOWN_WITHIN = timedelta(hours=48)

# What an author last said about whether it was sorted, by the act in the history.
AUTHOR_ACTS = {
    "disagree": "not_sorted",
    "say_not_sorted": "not_sorted",
    "say_closed_unsorted": "not_sorted",
    "say_partly": "partly",
    "say_sorted": "sorted",
}
AUTHOR_WORDS = {
    "": "The author has not said",
    "sorted": "The author says: sorted",
    "partly": "The author says: partly sorted",
    "not_sorted": "The author says: not sorted",
}
# What the police last did. A report that the author then disputes keeps it, so that both are shown side by side.
POLICE_ACTS = {"take_up": "taken_up", "respond": "answered", "close": "closed"}
POLICE_WORDS = {
    "": "No answer from the police yet",
    "taken_up": "The police say: being dealt with",
    "answered": "The police say: answered",
    "closed": "The police say: done",
}


@dataclass(frozen=True)
class Publication:
    """What stands about one report. `public_id` names it in public, because the reference opens the report."""

    public_id: str
    status: str
    reason: str
    revision: int
    decided_at: datetime
    first_published_at: datetime | None = None
    # The highest revision followers were told of, so that nobody is told of the same one twice.
    told_revision: int = 0


@dataclass(frozen=True)
class Mark:
    """A change the police planned or made because of a report, in one sentence."""

    mark: str
    text: str = field(repr=False)
    at: datetime


@dataclass(frozen=True)
class Redaction:
    """Words taken out. `part` is `public` or the revision of an answer; the original stays until `original_until`."""

    part: str
    reason: str
    text: str = field(repr=False)
    at: datetime
    original_until: datetime
    original_erased: bool = False
    # The editor's own words, shown apart and marked as theirs.
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class PublicReply:
    """One answer as the public reads it."""

    text: str = field(repr=False)
    signed: str
    month: str
    edited: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class PublicMark:
    """One change as the public reads it."""

    mark: str
    text: str = field(repr=False)
    month: str


@dataclass(frozen=True)
class PublicReport:
    """One published report. No reference, no contact, and months instead of days, so that nobody is known by a date."""

    public_id: str
    sector_code: str
    kind: str
    text: str = field(repr=False)
    name: str = field(repr=False)
    edited: str
    sent_month: str
    first_answer_days: int | None
    replies: tuple[PublicReply, ...]
    marks: tuple[PublicMark, ...]
    police: str
    author: str
    author_before_answer: bool
    published_at: datetime
    updated_at: datetime
    note: str = field(default="", repr=False)
    # Typed in at the desk from paper or a telephone call.
    is_typed: bool = False
    # The author objects to what was taken out.
    is_objected: bool = False

    @property
    def is_disputed(self) -> bool:
        return self.author == "not_sorted" and self.police in ("answered", "closed")


@dataclass(frozen=True)
class Fact:
    """One report as a row of numbers, for counts and rates. Nothing a person wrote, and no reference."""

    sector_code: str
    kind: str
    state: str
    submitted_at: datetime
    first_answer_at: datetime | None
    police: str
    author: str
    may_publish: bool
    publication: str
    reason: str
    was_published: bool
    redacted: tuple[str, ...]
    is_typed: bool = False

    @property
    def answer_days(self) -> int | None:
        """Whole days from sending to the first answer; less than a day is 0."""
        return None if self.first_answer_at is None else (self.first_answer_at - self.submitted_at).days
