"""The desk's acts on one report: read it, take it up, hand it on, put it off, note, close, and enter what came on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from portal.domain.desk.account import Account
from portal.domain.desk.account_store import AccountStore
from portal.domain.desk.actor import RESPONDER, Actor
from portal.domain.desk.case_store import CaseStore
from portal.domain.desk.casework import LONGEST_NOTE, LONGEST_REST, DeskPart, Note, ReplyDraft
from portal.domain.desk.told import ToldStore
from portal.domain.report_store import Typist
from portal.domain.reports.report import Report, ReportForm, Words
from portal.domain.reports.report_states import ERASED
from portal.domain.reports.text import inert
from portal.errors import BadRequest, MoveNotAllowed, StaleReport
from portal.services.desk.own_reports import OwnReports
from portal.services.desk.permissions import allows, require
from portal.services.reports.submit import submit
from portal.services.reports.wiring import read_code


@dataclass(frozen=True)
class Casework(OwnReports):
    """The wiring, made by bootstrap."""

    cases: CaseStore
    accounts: AccountStore
    told: ToldStore

    def readable(self, actor: Actor, reference: str) -> tuple[Report, str]:
        """A report of the actor's sectors or shared with one of them, and the sector by which they read it.

        Raises ReportNotFound for all others, whether they exist or not.
        """
        found = self.reports.store.find(read_code(reference))
        if found and found[0].state != ERASED and not actor.covers(found[0].sector_code):
            for code in self.cases.shares(found[0].report_id):
                if actor.covers(code):
                    return found[0], code
        report = self.own_report(actor, reference)
        return report, report.sector_code


@dataclass(frozen=True)
class OpenCase:
    """One report with what the desk alone sees. `versions` is every version of the author's words, first one first.

    `earlier` has what an edited answer said before, first one first, under the revision that names the answer.
    """

    report: Report
    versions: tuple[Words, ...]
    notes: tuple[Note, ...]
    drafts: tuple[ReplyDraft, ...]
    names: dict[str, str]
    earlier: dict[int, tuple[str, ...]]
    # The sector by which the actor reads it: its own, or one it was shared with.
    through: str = ""
    shares: tuple[str, ...] = ()
    # References of the others that were put together with it.
    group: tuple[str, ...] = ()


def read_report(casework: Casework, actor: Actor, reference: str) -> OpenCase:
    """Drafts of others are seen by those who check them, and only once they wait for that."""
    report, sector = casework.readable(actor, reference)
    require(actor, "read_report", sector)
    casework.note_access(actor, "read", report.reference)
    checks = allows(actor, "check_first_reply", report.sector_code)
    drafts = tuple(
        draft
        for draft in casework.cases.drafts(report.report_id)
        if draft.account_id == actor.account_id or (checks and draft.status == "waiting")
    )
    return OpenCase(
        report,
        _readable(casework, actor, report),
        casework.cases.notes(report.report_id),
        drafts,
        names(casework),
        {
            answer.revision: casework.cases.earlier_words(report.report_id, answer.revision)
            for answer in report.responses
            if answer.edited_at
        },
        sector,
        casework.cases.shares(report.report_id),
        _own_ones(casework, actor, casework.cases.group(report.report_id)[1]),
    )


def _own_ones(casework: Casework, actor: Actor, references: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the actor's own sectors; of the others they learn nothing."""
    found = (casework.reports.store.find(reference) for reference in references)
    return tuple(one[0].reference for one in found if one and actor.covers(one[0].sector_code))


def _readable(casework: Casework, actor: Actor, report: Report) -> tuple[Words, ...]:
    """Versions from before an editor took words out are for editors alone."""
    versions = tuple(casework.reports.store.all_words(report.reference))
    if allows(actor, "redact", report.sector_code):
        return versions
    wrote = [
        line.act
        for line in report.history
        if line.act in ("submit", "amend") or (line.act == "redact" and "public" in line.details)
    ]
    return versions[max((place for place, act in enumerate(wrote) if act == "redact"), default=0) :]


def names(casework: Casework) -> dict[str, str]:
    """Who is behind an account's number, for colleagues."""
    return {account.account_id: account.name or account.team for account in casework.accounts.all()}


def colleagues(casework: Casework, sector_code: str) -> list[Account]:
    """Who may answer for the sector."""
    return [
        account
        for account in casework.accounts.all()
        if not account.disabled and account.actor.covers(sector_code) and account.actor.has_role(RESPONDER)
    ]


def take_up(casework: Casework, actor: Actor, reference: str, revision: int) -> Report:
    """Says that somebody is dealing with it; it is theirs, unless it is somebody's already."""
    report = casework.own_report(actor, reference)
    require(actor, "take_up", report.sector_code)
    mine = DeskPart(assigned_to=report.assigned_to or actor.account_id, wake=True)
    return casework.act(actor, report, revision, "take_up", desk=mine)


def assign(casework: Casework, actor: Actor, reference: str, revision: int, account_id: str) -> Report:
    """To a colleague who may answer for the sector, or to nobody with an empty number."""
    report = casework.own_report(actor, reference)
    require(actor, "assign", report.sector_code)
    return _assign(casework, actor, report, revision, account_id)


def _assign(casework: Casework, actor: Actor, report: Report, revision: int, account_id: str) -> Report:
    if account_id and account_id not in {one.account_id for one in colleagues(casework, report.sector_code)}:
        raise BadRequest("choose somebody who may answer for this sector")
    to = (f"to:{account_id}",) if account_id else ("to:nobody",)
    return casework.act(actor, report, revision, "assign", to, desk=DeskPart(assigned_to=account_id))


def bulk_assign(
    casework: Casework, actor: Actor, shown: dict[str, int], account_id: str
) -> tuple[list[str], dict[str, str]]:
    """Assigns many reports, each named with the revision that was on the screen.

    Each is an act of its own: the references that were assigned, and those that were not, with the reason.
    """
    done, left = [], {}
    for reference, revision in shown.items():
        report = casework.own_report(actor, reference)
        require(actor, "bulk_assign", report.sector_code)
        try:
            _assign(casework, actor, report, revision, account_id)
            done.append(reference)
        except (StaleReport, MoveNotAllowed, BadRequest) as error:
            left[reference] = str(error)
    return done, left


def snooze(casework: Casework, actor: Actor, reference: str, revision: int, until: datetime | None) -> Report:
    """Puts it off, out of the inbox until that day or the promised day, whichever is first; None brings it back."""
    report = casework.own_report(actor, reference)
    require(actor, "snooze", report.sector_code)
    now = casework.reports.now()
    if until is not None and not now < until <= now + LONGEST_REST:
        raise BadRequest(f"choose a day within the next {LONGEST_REST.days} days")
    day = (f"until:{until:%Y-%m-%d}",) if until else ("until:now",)
    part = DeskPart(rest_until=until, wake=until is None)
    return casework.act(actor, report, revision, "snooze", day, desk=part)


def note(casework: Casework, actor: Actor, reference: str, revision: int, text: str) -> Report:
    """Adds a note for the desk. Neither the author nor the public ever sees it."""
    report, sector = casework.readable(actor, reference)
    require(actor, "note", sector)
    text = inert(text[: LONGEST_NOTE * 4])
    if not 0 < len(text) <= LONGEST_NOTE:
        raise BadRequest(f"write a note of 1 to {LONGEST_NOTE:,} characters")
    kept = Note(casework.reports.new_id(), actor.account_id, casework.reports.now(), text)
    return casework.act(actor, report, revision, "note", desk=DeskPart(note=kept))


def close(casework: Casework, actor: Actor, reference: str, revision: int) -> Report:
    """The police say it is done. The author may say it is not, and both are shown."""
    report = casework.own_report(actor, reference)
    require(actor, "close", report.sector_code)
    return casework.act(actor, report, revision, "close", desk=DeskPart(wake=True))


@dataclass(frozen=True)
class Entered:
    """What whoever entered a message may know of it. The code is its author's: by mail, or in a letter others print."""

    reference: str
    answer_by: datetime
    by_mail: bool


def enter_for_someone(casework: Casework, actor: Actor, form: ReportForm, token: str) -> Entered:
    """A message that came on paper or by telephone, entered as its author's. Its code goes to the author alone.

    Raises BadReport, or BadRequest for a sector that is not the actor's.
    """
    if not actor.covers(form.sector_code):
        raise BadRequest("choose one of your own sectors")
    require(actor, "enter_for_someone", form.sector_code)
    receipt = submit(casework.reports, replace(form, seconds=60.0, trap=""), token, "", Typist(actor))
    return Entered(receipt.reference, receipt.answer_by, receipt.confirm_email)
