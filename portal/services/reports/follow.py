"""What an author may do with reference and secret: read, amend, withdraw, disagree, confirm, say whether it was sorted."""

from __future__ import annotations

import hmac
from typing import Any

from portal.domain.report_store import Change
from portal.domain.reports.report import SORTED_ANSWERS, Report, Words
from portal.domain.reports.report_checks import clean_words, find_word_faults
from portal.domain.reports.report_states import ANSWERED, AUTHOR, CLOSED
from portal.errors import BadReport, BadRequest, MoveNotAllowed, ReportNotFound
from portal.services.mail.messages import receipt_mail
from portal.services.reports.wiring import Key, Reports, open_report, read_code

_WRITTEN = ("public", "police_only", "wanted")


def follow(reports: Reports, key: Key) -> Report:
    """The report with its responses and history. Raises ReportNotFound or TooManyAttempts."""
    return open_report(reports, key)[0]


def amend(reports: Reports, key: Key, revision: int, words: Words, may_publish: bool) -> Report:
    """Adds a version; the earlier ones stay. `revision` is that of the report the author was looking at."""
    report = open_report(reports, key)[0]
    words = clean_words(words)
    faults = tuple(find_word_faults(words, may_publish))
    if faults:
        raise BadReport(faults)
    changed = [name for name in _WRITTEN if getattr(words, name) != getattr(report.words, name)]
    changed += ["may_publish"] if may_publish != report.may_publish else []
    if not changed:
        return report
    return _act(reports, report, revision, "amend", tuple(changed), words=words, may_publish=may_publish)


def withdraw(reports: Reports, key: Key, revision: int) -> Report:
    """Nobody answers or publishes it any more; what was written is erased thirty days later."""
    return _act(reports, open_report(reports, key)[0], revision, "withdraw", may_publish=False)


def disagree(reports: Reports, key: Key, revision: int) -> Report:
    """The police say it is done and the author says it is not; both are shown."""
    return _act(reports, open_report(reports, key)[0], revision, "disagree")


def object_to_gaps(reports: Reports, key: Key, revision: int) -> Report:
    """The author does not agree with what an editor took out; everybody who reads the rest reads that too."""
    report = open_report(reports, key)[0]
    acts = [line.act for line in report.history if line.act in ("redact", "object")]
    if acts[-1:] != ["redact"]:
        raise MoveNotAllowed("nothing was taken out of your words since you last said so")
    return _act(reports, report, revision, "object")


def answer_sorted(reports: Reports, key: Key, revision: int, answer: str) -> Report:
    """The four-week question: yes, partly or no. A no after an answer or a closure is a disagreement."""
    if answer not in SORTED_ANSWERS:
        raise BadRequest("choose yes, partly or no")
    report = open_report(reports, key)[0]
    if reports.now() < report.ask_at:
        raise MoveNotAllowed("this is asked four weeks after a message was sent; come back then")
    act = {"yes": "say_sorted", "partly": "say_partly", "no": "say_not_sorted"}[answer]
    if answer == "no" and report.state in (ANSWERED, CLOSED):
        act = "say_closed_unsorted"
    return _act(reports, report, revision, act, sorted_answer=answer)


def confirm_email(reports: Reports, key: Key, typed: str) -> Report:
    """Raises ReportNotFound when the code is not the one that was sent."""
    report, secrets = open_report(reports, key)
    given = reports.store.keyed_hash("code", read_code(typed))
    if not secrets.code or not hmac.compare_digest(given, secrets.code):
        raise ReportNotFound("that is not the code in the e-mail; check it and try again")
    if report.email_confirmed:
        return report
    mail = (receipt_mail(report, reports.now()),)
    return _act(reports, report, report.revision, "confirm_email", email_confirmed=True, mail=mail)


def _act(
    reports: Reports, report: Report, revision: int, act: str, details: tuple[str, ...] = (), **changes: Any
) -> Report:
    change = Change(act, AUTHOR, reports.now(), details, **changes)
    return reports.store.change(report.reference, revision, change)
