"""What the services need from a store, as protocols. `portal.store` fulfils them; tests may too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from portal.domain.casework import DeskPart
from portal.domain.publication import Mark, Publication, Redaction
from portal.domain.report import Report, Response, Words
from portal.domain.report_states import AUTHOR


@dataclass(frozen=True)
class Mail:
    """One message to send. It carries a reference, perhaps a code, and never what a person wrote."""

    mail_id: str
    kind: str
    reference: str
    due_at: datetime
    to: str = field(repr=False)
    code: str = field(default="", repr=False)
    attempts: int = 0


@dataclass(frozen=True)
class Secrets:
    """The keyed hashes kept beside a report: of its form token, its secret, its e-mail address and the code sent there."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    email: str = field(default="", repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Change:
    """One act on one report. Everything in it happens in one transaction, with one line of history."""

    act: str
    by: str
    at: datetime
    details: tuple[str, ...] = ()
    words: Words | None = None
    may_publish: bool | None = None
    sorted_answer: str | None = None
    email_confirmed: bool | None = None
    response: Response | None = None
    mail: tuple[Mail, ...] = ()
    publication: Publication | None = None
    redaction: Redaction | None = None
    mark: Mark | None = None
    desk: DeskPart | None = None


class ReportStore(Protocol):
    """Every method is one transaction. All raise StoreUnavailable when the database cannot be reached or is full."""

    def keyed_hash(self, purpose: str, text: str) -> str:
        """A hash only this store can make; the same text for another purpose has another hash."""

    def submit(
        self,
        report: Report,
        secrets: Secrets,
        mail: tuple[Mail, ...],
        by: str = AUTHOR,
        details: tuple[str, ...] = (),
    ) -> tuple[Report, bool]:
        """Keeps the report, or finds the one already kept under this form token; True when it was there."""

    def find_by_token(self, token_hash: str) -> Report | None: ...

    def secret_hash(self, reference: str) -> str:
        """Empty when there is no such report or it is erased; asked alone, so that both take the same time."""

    def find(self, reference: str) -> tuple[Report, Secrets] | None: ...

    def all_words(self, reference: str) -> list[Words]:
        """Every version of what the author wrote, first one first."""

    def find_by_email(self, email_hash: str) -> list[Report]: ...

    def change(self, reference: str, revision: int, change: Change) -> Report:
        """Raises ReportNotFound, MoveNotAllowed, or StaleReport when somebody changed it meanwhile."""

    def erase(self, reference: str, by: str, at: datetime) -> None:
        """Removes everything a person wrote; kind, place, dates and history stay. Raises ReportNotFound."""

    def take_attempt(self, key_hash: str, at: datetime, since: datetime, limit: int) -> bool:
        """Counts one attempt; False when `limit` were already made since then."""

    def forget_attempts(self, before: datetime) -> int: ...

    def all_kept(self) -> list[Report]:
        """Every report not yet erased, oldest first."""

    def due_to_ask(self, at: datetime) -> list[str]:
        """References of reports whose author can be written to, is due the four-week question and was not asked."""


class Outbox(Protocol):
    """The queue of mail. A message is claimed for a while; if its sender dies it becomes free again."""

    def claim(self, at: datetime, until: datetime) -> Mail | None: ...

    def mark_sent(self, mail: Mail, at: datetime) -> None: ...

    def mark_later(self, mail: Mail, due_at: datetime, reason: str) -> None: ...

    def mark_failed(self, mail: Mail, at: datetime, reason: str) -> None: ...

    def waiting(self) -> int: ...

    def forget_ended(self, before: datetime) -> int:
        """Removes what was sent or given up before then; says how many."""


class Post(Protocol):
    """Hands a message to a mail server. Raises MailRefused for good, MailDelayed for now."""

    def send(self, message: EmailMessage) -> None: ...
