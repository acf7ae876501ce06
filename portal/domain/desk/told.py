"""Who at the desk is told of what by mail: the notices, each account's choice, and what keeps both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from portal.domain.desk.actor import EDITOR, RESPONDER, Actor
from portal.domain.reports.mail import Mail

AT_ONCE, DIGEST, NONE = "at_once", "digest", "none"
HOW_WORDS = {AT_ONCE: "At once", DIGEST: "Once a day, at seven in the morning", NONE: "Not at all"}
NEW, DAY_TEN, DISAGREES, TO_CHECK, TAKEDOWN = "new", "day10", "disagrees", "to_check", "takedown"
# The least role that is told. Who only reads can do nothing about it.
LEAST = {NEW: RESPONDER, DAY_TEN: RESPONDER, DISAGREES: RESPONDER, TO_CHECK: EDITOR, TAKEDOWN: EDITOR}
DAY_TEN_AFTER = timedelta(days=10)
# What nobody was told of for so long is old news: somebody who joins today is not sent last year's.
OLD_NEWS = timedelta(days=30)
# Longer than any notice lives, so that a forgotten row cannot be told again.
TOLD_KEPT = timedelta(days=90)
DIGEST_HOUR = 7


@dataclass(frozen=True)
class Notice:
    """One thing to be told of. `key` names it for good, so that nobody is told twice. No word of anybody."""

    kind: str
    key: str
    reference: str
    sector_code: str
    # Whoever caused it knows already.
    not_to: str = ""


@dataclass(frozen=True)
class MailChoice:
    """One account's choice, and when its owner is away. Days are inclusive."""

    account_id: str
    how: str = AT_ONCE
    away_from: str = ""
    away_until: str = ""
    cover: str = ""
    digest_on: str = ""
    leave_hash: str = field(default="", repr=False)

    def is_away(self, day: date) -> bool:
        return bool(self.away_from) and self.away_from <= day.isoformat() <= (self.away_until or "9")


@dataclass(frozen=True)
class Delivery:
    """One notice for one account. `mail` goes at once; None waits for the digest."""

    notice: str
    account_id: str
    mail: Mail | None


@dataclass(frozen=True)
class Undelivered:
    """Mail to one account of the desk that was given up."""

    account_id: str
    number: int
    last_at: datetime
    reason: str


class ToldStore(Protocol):
    """Every method is one transaction. All raise StoreUnavailable when the database cannot be reached."""

    def choice(self, account_id: str) -> MailChoice: ...

    def choices(self) -> dict[str, MailChoice]: ...

    def put_choice(self, actor: Actor, choice: MailChoice, at: datetime) -> None:
        """Raises SignInRefused or NotAllowed as an act does."""

    def end_digest(self, leave_hash: str) -> bool:
        """Whoever has this link gets no mail any more; False where nobody has it."""

    def notices(self, at: datetime) -> list[Notice]:
        """Everything that stands now and is no old news."""

    def tell(self, deliveries: Sequence[Delivery], at: datetime) -> int:
        """Writes down and queues what was not told before; says how many mails were queued. Forgets what is long over."""

    def send_digest(
        self, account_id: str, day: str, mail: Callable[[tuple[str, ...]], Mail | None], leave_hash: str
    ) -> bool:
        """Hands the waiting notices of one account over once a day and queues what is made of them."""

    def undelivered(self) -> list[Undelivered]: ...

    def queued(self) -> tuple[int, datetime | None]:
        """How many mails wait, and since when the oldest has been due."""
