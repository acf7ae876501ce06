"""What every act of somebody signed in begins and ends with: find a report of their own sectors, write the act down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.domain.desk.access import AccessLog
from portal.domain.desk.actor import Actor
from portal.domain.report_store import Change
from portal.domain.reports.report import Report
from portal.domain.reports.report_states import ERASED, INSPECTOR
from portal.errors import ReportNotFound
from portal.services.reports.wiring import Reports, read_code


@dataclass(frozen=True)
class OwnReports:
    """The wiring that the desk and publishing share."""

    reports: Reports
    access: AccessLog

    def note_access(self, actor: Actor, act: str, reference: str = "", details: str = "") -> None:
        """That somebody reads, searches or takes away. Raises SignInRefused or NotAllowed; then nothing is shown."""
        self.access.note(actor, act, reference, details, self.reports.now())

    def own_report(self, actor: Actor, reference: str) -> Report:
        """A report of the actor's sectors. Raises ReportNotFound for all others, whether they exist or not."""
        found = self.reports.store.find(read_code(reference))
        if found is None or found[0].state == ERASED or not actor.covers(found[0].sector_code):
            raise ReportNotFound("no report of your sectors has this reference")
        return found[0]

    def act(
        self,
        actor: Actor,
        report: Report,
        revision: int,
        act: str,
        details: tuple[str, ...] = (),
        **more: Any,
    ) -> Report:
        """One transaction with one line of history, which asks again who acts.

        Raises StaleReport, MoveNotAllowed, SignInRefused or NotAllowed; then nothing was done.
        """
        change = Change(act, INSPECTOR, self.reports.now(), (*details, actor.mark), actor=actor, **more)
        return self.reports.store.change(report.reference, revision, change)
