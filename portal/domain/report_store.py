"""One act on one report, and what keeps reports, as a protocol: the place where message, desk and publishing meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import DeskPart
from portal.domain.publishing.publication import Mark, Publication, Redaction
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import Report, Response, Words
from portal.domain.reports.report_states import AUTHOR


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
    # Who acts at the desk: asked for again in the transaction of the act.
    actor: Actor | None = None


@dataclass(frozen=True)
class Typist:
    """Who types in at the desk what came on paper or by telephone; the service that lets them asked whether they may."""

    actor: Actor


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
        actor: Actor | None = None,
        letter: str = "",
    ) -> tuple[Report, bool]:
        """Keeps the report, or finds the one already kept under this form token; True when it was there.

        `actor` is who enters it for somebody; `letter` is the code that waits, encrypted, to be printed for its author
        by somebody else. Raises SignInRefused or NotAllowed as `change` does.
        """

    def find_by_token(self, token_hash: str) -> Report | None: ...

    def secret_hash(self, reference: str) -> str:
        """Empty when there is no such report or it is erased; asked alone, so that both take the same time."""

    def find(self, reference: str) -> tuple[Report, Secrets] | None: ...

    def all_words(self, reference: str) -> list[Words]:
        """Every version of what the author wrote, first one first."""

    def find_by_email(self, email_hash: str) -> list[Report]: ...

    def change(self, reference: str, revision: int, change: Change) -> Report:
        """Raises ReportNotFound, MoveNotAllowed, or StaleReport when somebody changed it meanwhile.

        Raises SignInRefused or NotAllowed when its actor's session or account is not any more what the act began with.
        """

    def erase(self, reference: str, by: str, at: datetime) -> None:
        """Removes everything a person wrote; kind, place, dates and history stay. Raises ReportNotFound."""

    def take_attempt(self, key_hash: str, at: datetime, since: datetime, limit: int) -> bool:
        """InboxCounts one attempt; False when `limit` were already made since then."""

    def forget_attempts(self, before: datetime) -> int: ...

    def take_letters(self, at: datetime, hand_over: Callable[[list[tuple[str, str]]], None]) -> int:
        """Hands over the references and codes that wait to be printed, and then wipes the codes; says how many.

        Nothing is wiped when `hand_over` fails, as on a full disk.
        """

    def all_kept(self) -> list[Report]:
        """Every report not yet erased, oldest first."""

    def due_to_ask(self, at: datetime) -> list[str]:
        """References of reports whose author can be written to, is due the four-week question and was not asked."""
