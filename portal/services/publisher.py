"""What every act of publishing is given, and what all of them do: find the actor's own report, check a reason, write it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.domain.actor import Actor
from portal.domain.public_stores import FollowerStore, PublicStore
from portal.domain.publication import REASONS
from portal.domain.report import Report
from portal.domain.report_states import INSPECTOR
from portal.domain.stores import Change
from portal.errors import BadRequest, ReportNotFound
from portal.services.reports import Reports


@dataclass(frozen=True)
class Publisher:
    """The wiring, made by bootstrap."""

    reports: Reports
    public: PublicStore
    followers: FollowerStore

    def own_report(self, actor: Actor, reference: str) -> Report:
        """A report of the actor's sectors. Raises ReportNotFound for all others, whether they exist or not."""
        found = self.reports.store.find(reference)
        if found is None or found[0].state == "erased" or not actor.covers(found[0].sector_code):
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
        """One transaction with one line of history. Raises StaleReport or MoveNotAllowed."""
        change = Change(act, INSPECTOR, self.reports.now(), (*details, actor.mark), **more)
        return self.reports.store.change(report.reference, revision, change)


def known_reason(reason: str) -> str:
    """Raises BadRequest when it is none of the reasons that are counted."""
    if reason not in REASONS:
        raise BadRequest("choose a reason")
    return reason
