"""Sending a report: checked, kept once however often it is sent, answered with a receipt."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.report_store import Secrets, Typist
from portal.domain.reports.report import (
    ANSWER_WITHIN,
    ASK_AFTER,
    Contact,
    Receipt,
    Report,
    ReportForm,
    recipient_words,
)
from portal.domain.reports.report_checks import FieldFault, clean, find_faults
from portal.domain.reports.report_states import ERASED, INSPECTOR
from portal.errors import BadReport, BadRequest
from portal.services.mail.messages import confirm_mail, entered_mail
from portal.services.reports.wiring import Reports, code, count_attempt

LEAST_TOKEN = 32


def check(reports: Reports, form: ReportForm) -> tuple[FieldFault, ...]:
    """Every fault, for the page to list before sending."""
    return find_faults(clean(form), reports.sectors)


def submit(
    reports: Reports, form: ReportForm, token: str, client: str, entered_by: Typist | None = None
) -> Receipt:
    """Keeps the report and returns its receipt; when this returns, the report is on disk.

    `entered_by` is who types in at the desk what came on paper; nobody's tries are counted then. The code goes to its
    author alone: by mail where they gave an address and mail is sent, else in a letter that somebody else prints.

    `token` is drawn at random by the page when the form is opened (32 characters or more) and kept with the draft.
    The same token again, from a double click, a reload or another tab, gives the same receipt and keeps nothing more.
    Raises BadReport, TooManyAttempts, or StoreUnavailable; then nothing was kept and sending again is safe.
    """
    if len(token) < LEAST_TOKEN:
        raise BadRequest("the form has no token; open it again")
    token_hash = reports.store.keyed_hash("token", token)
    there = reports.store.find_by_token(token_hash)
    if there:
        return _receipt(reports, there, token, repeated=True)
    form = clean(form)
    faults = find_faults(form, reports.sectors)
    if faults:
        raise BadReport(faults)
    if not entered_by:
        count_attempt(reports, "submit", client)
    email_code = _email_code(reports, token)
    secrets = Secrets(
        token_hash,
        reports.store.keyed_hash("secret", _secret(reports, token)),
        email_hash(reports, form.contact),
        reports.store.keyed_hash("code", email_code) if form.contact.email else "",
    )
    kept, repeated = _keep(reports, _new_report(reports, form), secrets, token, entered_by)
    return _receipt(reports, kept, token, repeated)


def _keep(
    reports: Reports, report: Report, secrets: Secrets, token: str, entered_by: Typist | None
) -> tuple[Report, bool]:
    by_mail = bool(report.contact.email) and reports.mail_on
    email_code, secret = _email_code(reports, token), _secret(reports, token)
    if entered_by is None:
        mail = (confirm_mail(report, email_code),) if by_mail else ()
        return reports.store.submit(report, secrets, mail)
    actor = entered_by.actor
    report = replace(report, entered_by=actor.account_id)
    mail = (entered_mail(report, secret, email_code),) if by_mail else ()
    letter = "" if by_mail else secret
    return reports.store.submit(report, secrets, mail, INSPECTOR, (actor.mark,), actor, letter)


def receipt_again(reports: Reports, token: str, client: str) -> Receipt | None:
    """The receipt of a form that was sent, for the tab that sent it; None when there is none. Raises TooManyAttempts."""
    count_attempt(reports, "follow", client)
    there = reports.store.find_by_token(reports.store.keyed_hash("token", token))
    return _receipt(reports, there, token, repeated=True) if there and there.state != ERASED else None


def email_hash(reports: Reports, contact: Contact) -> str:
    """For finding one person's reports without reading everybody's."""
    return reports.store.keyed_hash("email", contact.email.casefold()) if contact.email else ""


def _secret(reports: Reports, token: str) -> str:
    """Made from the token, so that the same form sent again shows the same secret though only its hash is kept."""
    return code(reports.store.keyed_hash("make secret", token), 16)


def _email_code(reports: Reports, token: str) -> str:
    return code(reports.store.keyed_hash("make code", token), 8)


def _new_report(reports: Reports, form: ReportForm) -> Report:
    now = reports.now()
    return Report(
        report_id=reports.new_id(),
        reference=code(reports.new_id(), 8),
        kind=form.kind,
        sector_code=form.sector_code if form.sector_code in reports.sectors else "",
        state="received",
        submitted_at=now,
        changed_at=now,
        due_at=now + ANSWER_WITHIN,
        ask_at=now + ASK_AFTER,
        words=form.words,
        contact=form.contact,
        may_publish=form.may_publish,
        show_name=form.show_name,
        joins=form.joins,
    )


def _receipt(reports: Reports, report: Report, token: str, repeated: bool) -> Receipt:
    sector_name = reports.sectors.get(report.sector_code, "the area")
    return Receipt(
        reference=report.reference,
        secret=_secret(reports, token),
        sector_code=report.sector_code,
        recipient=recipient_words(report.kind, sector_name),
        submitted_at=report.submitted_at,
        answer_by=report.due_at,
        ask_at=report.ask_at,
        confirm_email=bool(report.contact.email) and reports.mail_on,
        repeated=repeated,
    )
