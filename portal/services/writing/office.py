"""What both doors of writing in are given, and what they ask of it: places, what is published already, who reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from portal.domain.desk.account_store import AccountStore
from portal.domain.publishing.publication import PublicReport
from portal.domain.reports.report_checks import FieldFault
from portal.domain.reports.triage import ANSWERS, FORM
from portal.errors import PortalError
from portal.services.library.examples import search_example
from portal.services.library.library import Library
from portal.services.publishing.wiring import Publisher
from portal.services.reports import draft as report_draft
from portal.services.reports.draft import Draft
from portal.services.reports.readers import is_read
from portal.services.reports.similar import similar_reports
from portal.services.search.places import find_place
from portal.services.writing.form import form_block
from portal.services.writing.views import View

_QUESTION = " Which one do you mean?"
# Answers that need no page of their own before the form: they show no contacts, and the form says their sentence too.
STRAIGHT = tuple(one.answer_id for one in ANSWERS if one.leads_to == FORM and not one.needs)


@dataclass(frozen=True)
class Office:
    """The wiring, made by bootstrap. What needs the database is asked for when it is needed, and may raise then."""

    library: Library
    mail_on: bool
    operator: str
    accounts: Callable[[], AccountStore]
    publisher: Callable[[], Publisher]

    @property
    def sectors(self) -> dict[str, str]:
        """Code and name of every sector, by name: those a report may be about."""
        areas = self.library.areas.items()
        found = {code: area.name for code, area in areas if area.level == "sector"}
        return dict(sorted(found.items(), key=lambda sector: sector[1]))

    def nobody_yet(self, sector_code: str) -> bool:
        """Said only when it is known: a database that is down is no reason to say it."""
        try:
            return bool(sector_code) and not is_read(self.accounts(), sector_code)
        except PortalError:
            return False


def sector_of(library: Library, code: str) -> str:
    """The sector of the area an address names; empty where it names none."""
    area = library.areas.get(code)
    sector = library.sector_of(area) if area else None
    return sector.code if sector else ""


def block(
    office: Office,
    draft: Draft,
    faults: tuple[FieldFault, ...],
    found: str = "",
    problems: tuple[str, ...] = (),
) -> View:
    """The open block of the draft, with what else it has to say."""
    return form_block(
        draft, office.sectors, faults, found=found, problems=problems, mail_on=office.mail_on,
        similar=_published(office, draft), example=search_example(office.library),
        nobody_yet=draft.step == "check" and office.nobody_yet(draft.sector),
    )  # fmt: skip


def find(office: Office, draft: Draft, typed: str) -> tuple[Draft, str]:
    """The draft with the sector of what was typed, and what was understood. What was typed is kept nowhere."""
    library = office.library
    found = find_place(library, typed[:100])
    areas = (found.area,) if found.area else found.others
    # All that the name stands for often lies in one sector, and the question need not be asked. A guess is never taken.
    meant = {library.sector_of(area) for area in areas} if found.area or found.is_exact else set()
    sector = meant.pop() if len(meant) == 1 else None
    if sector:
        said = found.sentence.removesuffix(_QUESTION)
        return report_draft.fill(draft, {"sector": sector.code}), f"{said} Sector: {sector.name}."
    offered = f" {'; '.join(offer.words for offer in found.choices)}." if areas and not found.area else ""
    return draft, f"{found.sentence}{offered}"


def with_similar(office: Office, draft: Draft) -> Draft:
    """Names what is published and seems to be about the same. A database that is down is no reason to stop here."""
    written = f"{draft.public} {draft.police_only}"
    try:
        found = similar_reports(office.publisher().public, draft.kind, draft.sector, written)
    except PortalError:
        return draft
    return replace(draft, similar=",".join(report.public_id for report in found))


def _published(office: Office, draft: Draft) -> list[PublicReport]:
    """What may be joined, as far as it is still published."""
    if draft.step != "joins":
        return []
    try:
        found = [office.publisher().public.find_published(one) for one in draft.similar.split(",")]
    except PortalError:
        return []
    return [report for report in found if report]
