"""The inbox: what people sent to the actor's own sectors, and what lies there."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.casework import ORDERS, Inbox, InboxCounts, InboxQuery
from portal.domain.reports.report_states import KEPT
from portal.services.desk.casework import Casework
from portal.services.desk.permissions import require


def inbox(casework: Casework, actor: Actor, asked: InboxQuery) -> Inbox:
    """Whatever was asked for, of the actor's sectors and no other."""
    require(actor, "see_inbox")
    fitting = replace(
        asked,
        sectors=_sectors(actor),
        states=tuple(state for state in asked.states if state in KEPT),
        order=asked.order if asked.order in ORDERS else next(iter(ORDERS)),
        text=asked.text[:200].strip(),
    )
    found = casework.cases.inbox(fitting, casework.reports.now())
    # What was looked for is not written down: it may name somebody.
    casework.note_access(actor, "search" if fitting.text else "list", details=f"found:{found.total}")
    return found


def counts(casework: Casework, actor: Actor) -> InboxCounts:
    require(actor, "see_inbox")
    return casework.cases.counts(_sectors(actor), actor.account_id, casework.reports.now())


def _sectors(actor: Actor) -> frozenset[str] | None:
    return None if EVERY_SECTOR in actor.sectors else actor.sectors
