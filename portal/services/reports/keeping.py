"""How long things are kept, and what one person may ask for: purge, export, erasure, the four-week question."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from portal.domain.report_store import Change
from portal.domain.reports.mail import Outbox
from portal.domain.reports.report import Contact, Report, keep_until
from portal.domain.reports.report_states import CLOCK, OPERATOR
from portal.errors import ReportNotFound
from portal.services.mail.messages import ask_mail
from portal.services.reports.submit import email_hash
from portal.services.reports.wiring import Reports, read_code

ATTEMPTS_KEPT = timedelta(days=2)
SENT_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Purged:
    """What one purge removed."""

    reports: int
    attempts: int
    mail: int


def purge(reports: Reports, outbox: Outbox) -> Purged:
    """Erases what is past its time. Each report is a transaction of its own, so a purge cut off can be run again."""
    now = reports.now()
    due = [report.reference for report in reports.store.all_kept() if keep_until(report) <= now]
    for reference in due:
        reports.store.erase(reference, CLOCK, now)
    return Purged(
        len(due), reports.store.forget_attempts(now - ATTEMPTS_KEPT), outbox.forget_ended(now - SENT_KEPT)
    )


def ask_if_sorted(reports: Reports) -> int:
    """Queues the four-week question for everybody who is due it and confirmed an address; says how many."""
    asked = 0
    for reference in reports.store.due_to_ask(reports.now()):
        found = reports.store.find(reference)
        if found:
            report, now = found[0], reports.now()
            change = Change("ask_if_sorted", CLOCK, now, mail=(ask_mail(report, now),))
            reports.store.change(reference, report.revision, change)
            asked += 1
    return asked


def reports_of(reports: Reports, reference: str = "", email: str = "") -> list[Report]:
    """Every report of one person, by the reference they give or the address they wrote from. Raises ReportNotFound."""
    found = reports.store.find(read_code(reference)) if reference else None
    mine = [found[0]] if found else []
    if email:
        mine += reports.store.find_by_email(email_hash(reports, Contact(email=email.strip())))
    mine = [
        report
        for report in {report.reference: report for report in mine}.values()
        if report.state != "erased"
    ]
    if not mine:
        raise ReportNotFound("no report is kept under this reference or address")
    return mine


def export_person(reports: Reports, reference: str = "", email: str = "") -> list[dict[str, Any]]:
    """Everything kept about one person, as plain values. Raises ReportNotFound."""
    return [
        asdict(report) | {"versions": [asdict(words) for words in reports.store.all_words(report.reference)]}
        for report in reports_of(reports, reference, email)
    ]


def erase_person(reports: Reports, reference: str = "", email: str = "") -> int:
    """Erases every report of one person at their request; says how many. Raises ReportNotFound."""
    mine = reports_of(reports, reference, email)
    for report in mine:
        reports.store.erase(report.reference, OPERATOR, reports.now())
    return len(mine)
