"""What reaches past one sector or one report: sharing a report with another sector, putting reports about one thing together."""

from __future__ import annotations

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import DeskPart
from portal.domain.reports.report import Report
from portal.errors import BadRequest
from portal.services.desk.casework import Casework
from portal.services.desk.permissions import require

MOST_TOGETHER = 20


def share(casework: Casework, actor: Actor, reference: str, revision: int, sector_code: str) -> Report:
    """Lets one more sector read it and add notes; the answer stays with its own. A line of history says so."""
    report = casework.own_report(actor, reference)
    require(actor, "share", report.sector_code)
    if sector_code not in casework.reports.sectors or sector_code == report.sector_code:
        raise BadRequest("choose another sector")
    details = (f"sector:{sector_code}",)
    return casework.act(actor, report, revision, "share", details, desk=DeskPart(share_with=sector_code))


def end_share(casework: Casework, actor: Actor, reference: str, revision: int, sector_code: str) -> Report:
    """That sector reads it no more."""
    report = casework.own_report(actor, reference)
    require(actor, "share", report.sector_code)
    if sector_code not in casework.cases.shares(report.report_id):
        raise BadRequest("it is not shared with this sector")
    details = (f"sector:{sector_code}",)
    return casework.act(
        actor, report, revision, "end_share", details, desk=DeskPart(end_share_with=sector_code)
    )


def merge(casework: Casework, actor: Actor, shown: dict[str, int]) -> list[str]:
    """Puts reports about one thing together, each named with the revision that was on the screen; the references.

    Each stays a report of its own, with its author, who is answered like the others: a group is only what is offered
    together when one of them is answered. What one of them was together with comes along.
    """
    if not 1 < len(shown) <= MOST_TOGETHER:
        raise BadRequest(f"choose 2 to {MOST_TOGETHER} messages about the same thing")
    reports = [casework.own_report(actor, reference) for reference in shown]
    for report in reports:
        require(actor, "merge", report.sector_code)
    groups = [casework.cases.group(report.report_id)[0] for report in reports]
    group = next(filter(None, groups), "") or casework.reports.new_id()
    for report in reports:
        others = "+".join(sorted(set(shown) - {report.reference}))
        part = DeskPart(group=group)
        casework.act(actor, report, shown[report.reference], "merge", (f"with:{others}",), desk=part)
    return [report.reference for report in reports]


def part(casework: Casework, actor: Actor, reference: str, revision: int) -> Report:
    """Takes one report out of those it was put together with."""
    report = casework.own_report(actor, reference)
    require(actor, "merge", report.sector_code)
    return casework.act(actor, report, revision, "part", desk=DeskPart(group=""))
