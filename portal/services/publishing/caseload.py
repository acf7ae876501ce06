"""The caseload of somebody's sectors as a CSV file: dates and states, nothing personal, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.publishing.public_stores import Case
from portal.domain.publishing.publication import STATUS_WORDS
from portal.domain.reports.report import KINDS
from portal.domain.reports.report_states import STATE_WORDS
from portal.services.desk.permissions import require
from portal.services.files.formulas import without_formula
from portal.services.publishing.wiring import Publisher

COLUMNS = (
    "reference", "kind", "sector_code", "sector", "state", "sent_on", "answer_due_on", "first_answer_on",
    "days_to_first_answer", "answers", "police_say", "author_says", "author_agrees_to_publishing", "publishing",
    "reason",
)  # fmt: skip


def export_caseload(publisher: Publisher, actor: Actor) -> bytes:
    """UTF-8 with a mark that spreadsheets know it by. Every export is one line of history."""
    require(actor, "export_caseload")
    sectors = None if EVERY_SECTOR in actor.sectors else actor.sectors
    cases = publisher.public.caseload(sectors)
    publisher.note_access(actor, "export", details=f"reports:{len(cases)}")
    publisher.public.note_act("export_caseload", actor, publisher.reports.now())
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    names = publisher.reports.sectors
    sheet.writerows(
        [without_formula(cell) for cell in _cells(case, names.get(case.sector_code, ""))] for case in cases
    )
    return text.getvalue().encode("utf-8-sig")


def _cells(case: Case, sector: str) -> list[str]:
    first = case.first_answer_at
    return [
        case.reference,
        KINDS.get(case.kind, case.kind),
        case.sector_code,
        sector,
        STATE_WORDS.get(case.state, case.state),
        _day(case.submitted_at),
        _day(case.due_at),
        _day(first),
        "" if first is None else str((first - case.submitted_at).days),
        str(case.answers),
        case.police,
        case.author,
        "yes" if case.may_publish else "no",
        STATUS_WORDS.get(case.publication, case.publication),
        case.reason,
    ]


def _day(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d}"
