"""What publishing needs from a store, as protocols. Acts on a report go through `ReportStore.change`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from portal.domain.desk.actor import Actor
from portal.domain.publishing.publication import Fact, Mark, Publication, PublicReport, Redaction
from portal.domain.publishing.right_of_reply import ThreadReply
from portal.domain.reports.mail import Mail

# What an area is followed for: published reports of a sector, each or a month's together, or new months of a record.
SAID, DIGEST, MONTHS = "said", "digest", "months"


@dataclass(frozen=True)
class Follower:
    """One address that follows one area. `area_code` is an area, or empty for all sectors.

    `told_months`: how many months were held when it asked, or was last told of new ones; of a digest, which month it
    was last told of, counted as `month_index` does.
    """

    follower_id: str
    area_code: str
    email: str = field(repr=False)
    email_hash: str = field(repr=False)
    confirm_hash: str = field(repr=False)
    leave_hash: str = field(repr=False)
    asked_at: datetime
    confirmed_at: datetime | None = None
    topic: str = SAID
    told_months: int = 0


@dataclass(frozen=True)
class Takedown:
    """One request to take a published report down."""

    takedown_id: str
    public_id: str
    sector_code: str
    text: str = field(repr=False)
    contact: str = field(repr=False)
    received_at: datetime
    due_at: datetime
    decided_at: datetime | None = None
    decision: str = ""


@dataclass(frozen=True)
class Case:
    """One report of a caseload. Nothing a person wrote and no way to reach anybody."""

    reference: str
    kind: str
    sector_code: str
    state: str
    submitted_at: datetime
    due_at: datetime
    first_answer_at: datetime | None
    answers: int
    police: str
    author: str
    may_publish: bool
    publication: str
    reason: str


class PublicStore(Protocol):
    """What the public and the editors read about publishing. Every method is one transaction."""

    def stamp(self) -> str:
        """Another one after every act, so that what was made before it can be kept until then."""

    def published(self, sector_codes: Collection[str] | None = None) -> tuple[PublicReport, ...]:
        """What stands in public, newest decision first; None is every sector."""

    def find_published(self, public_id: str) -> PublicReport | None: ...

    def reference_of(self, public_id: str) -> str:
        """For the desk alone; empty when there is none."""

    def caseload(self, sector_codes: Collection[str] | None) -> tuple[Case, ...]:
        """Every report of these sectors that is not erased, oldest first; None is every sector."""

    def preview(self, reference: str, at: datetime) -> PublicReport:
        """What the public would read if this were published as it is now."""

    def facts(self, since: datetime) -> tuple[Fact, ...]:
        """Every report sent since then about a sector, erased ones too, as rows of numbers."""

    def publication(self, report_id: str) -> Publication | None: ...

    def marks(self, report_id: str) -> tuple[Mark, ...]: ...

    def redactions(self, report_id: str) -> tuple[Redaction, ...]: ...

    def erase_originals(self, at: datetime) -> int:
        """Erases originals whose time is over; says how many."""

    def note_act(self, act: str, actor: Actor, at: datetime) -> None:
        """One line of history about no one report."""

    def add_takedown(self, takedown: Takedown) -> None: ...

    def takedowns(self, open_only: bool) -> tuple[Takedown, ...]: ...

    def decide_takedown(self, takedown_id: str, decision: str, actor: Actor, at: datetime) -> Takedown:
        """Raises ReportNotFound or StaleReport when it was decided already."""


class FollowerStore(Protocol):
    """Who follows which area."""

    def ask(self, follower: Follower, mail: tuple[Mail, ...], least: datetime) -> bool:
        """Keeps an unconfirmed follower and queues its mail; False when this address asked for this area since."""

    def confirm(self, confirm_hash: str, at: datetime) -> Follower | None: ...

    def find_leaving(self, leave_hash: str) -> Follower | None: ...

    def leave(self, leave_hash: str) -> Follower | None:
        """Forgets the follower and what is queued for it."""

    def followers_of(self, area_code: str) -> tuple[Follower, ...]:
        """Confirmed followers of what is published of the sector and of all; an address that follows both is given once."""

    def tell(self, topic: str, held: int, mail: Callable[[Follower], Mail | None]) -> int:
        """Queues one message to each confirmed follower of the topic who was told of less than `held`; says how many.

        Without a message there was nothing to say, and the follower counts as told.
        """

    def by_email(self, email_hash: str) -> tuple[Follower, ...]: ...

    def forget_email(self, email_hash: str) -> int: ...

    def forget_unconfirmed(self, before: datetime) -> int: ...


class ThreadReplyStore(Protocol):
    """Replies of bodies to exchanges of Both sides."""

    def add(self, reply: ThreadReply, actor: Actor) -> None: ...

    def decide(self, reply_id: str, before: str, status: str, actor: Actor, at: datetime) -> ThreadReply:
        """Raises ReportNotFound, or StaleReport when its status is not `before` any more."""

    def every(self) -> tuple[ThreadReply, ...]: ...

    def shown(self) -> tuple[ThreadReply, ...]:
        """Published ones, the one received first at the top."""
