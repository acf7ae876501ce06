"""What the desk works with: the inbox and what is asked of it, notes, replies in hand, and the window for edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal.domain.reports.report_states import DISPUTED, RECEIVED, TAKEN_UP

# A reply may be changed so long after it went out; the mail that tells of it waits until then.
EDIT_WINDOW = timedelta(minutes=30)
LONGEST_REPLY, LONGEST_NOTE = 4000, 2000
LONGEST_REST = timedelta(days=60)
# Nobody at the police has answered these.
UNANSWERED = (RECEIVED, TAKEN_UP, DISPUTED)
# The promise of an answer by a date is about these; who disagrees was answered before.
ON_THE_CLOCK = (RECEIVED, TAKEN_UP)

DRAFT, WAITING, RETURNED = "draft", "waiting", "returned"
DRAFT_WORDS = {
    DRAFT: "Not sent",
    WAITING: "Waiting for an editor",
    RETURNED: "Sent back by an editor",
}

PAGE_LENGTH = 50
NOBODY = "nobody"
ORDERS = {
    "oldest": "Unanswered first, oldest first",
    "due": "Answer due first",
    "changed": "Changed last",
    "newest": "Newest first",
}


@dataclass(frozen=True)
class Note:
    """For the desk alone."""

    note_id: str
    account_id: str
    at: datetime
    text: str = field(repr=False)


@dataclass(frozen=True)
class ReplyDraft:
    """A reply that has not gone out. `advice` is what the editor who sent it back wrote."""

    account_id: str
    status: str
    at: datetime
    text: str = field(repr=False)
    signed: str = ""
    advice: str = field(default="", repr=False)


@dataclass(frozen=True)
class Edit:
    """New words of a reply that went out, named by the revision it was given."""

    revision: int
    text: str = field(repr=False)


@dataclass(frozen=True)
class DeskPart:
    """What an act does to what only the desk sees. None or empty leaves a thing as it is."""

    assigned_to: str | None = None
    rest_until: datetime | None = None
    wake: bool = False
    note: Note | None = None
    draft: ReplyDraft | None = None
    end_draft_of: str = ""
    # InboxCounts one reply of this account as let out by an editor.
    let_out: str = ""
    edit: Edit | None = None
    # One more sector that reads it, or reads it no more.
    share_with: str = ""
    end_share_with: str = ""
    # Those about the same thing, by a number of their own; empty takes it out.
    group: str | None = None
    # The team's own beginning that an answer was written from.
    used_template: str = ""


@dataclass(frozen=True)
class InboxQuery:
    """Which reports, in which order. Filters combine; empty asks for no filter. `sectors` None is every one."""

    sectors: frozenset[str] | None
    states: tuple[str, ...] = UNANSWERED
    kind: str = ""
    sector: str = ""
    assigned: str = ""
    only_overdue: bool = False
    only_waiting: bool = False
    # None is anything; otherwise only what belongs to this group.
    group: str = ""
    with_resting: bool = False
    text: str = field(default="", repr=False)
    order: str = "oldest"
    page: int = 1


@dataclass(frozen=True)
class InboxRow:
    """One line of the inbox. `opening` is the start of what the author wrote."""

    reference: str
    kind: str
    sector_code: str
    state: str
    revision: int
    submitted_at: datetime
    due_at: datetime
    changed_at: datetime
    assigned_to: str
    resting_until: datetime | None
    entered_by: str
    is_waiting: bool
    group: str = ""
    opening: str = field(default="", repr=False)

    def is_overdue(self, now: datetime) -> bool:
        return self.state in ON_THE_CLOCK and self.due_at < now


@dataclass(frozen=True)
class Inbox:
    """One page of what was asked for."""

    rows: tuple[InboxRow, ...]
    total: int


@dataclass(frozen=True)
class SavedView:
    """Filters that somebody keeps under a name. `asked`: names of filters and their values."""

    view_id: str
    account_id: str
    name: str = field(repr=False)
    asked: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class TeamTemplate:
    """A beginning that a team wrote for itself. `used`: kind of message to how many answers began with it."""

    template_id: str
    team: str
    name: str = field(repr=False)
    text: str = field(repr=False)
    account_id: str
    at: datetime
    used: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnWork:
    """What one account has in hand and did in the last thirty days. `median_days` is None below five answers."""

    in_hand: int
    late: int
    answered: int
    median_days: float | None


@dataclass(frozen=True)
class InboxCounts:
    """What lies at the desk, in the actor's sectors."""

    unanswered: int = 0
    overdue: int = 0
    disputed: int = 0
    waiting: int = 0
    resting: int = 0
    mine: int = 0
