"""Requests to take a published report down: anybody may ask, an editor decides, a clock of 48 hours runs."""

from __future__ import annotations

from portal.domain.desk.actor import Actor
from portal.domain.publishing.public_stores import Takedown
from portal.domain.publishing.publication import TAKE_DOWN_WITHIN
from portal.domain.reports.text import inert, inert_line
from portal.errors import BadRequest, ReportNotFound
from portal.services.desk.permissions import require
from portal.services.publishing.wiring import Publisher
from portal.services.reports.wiring import count_attempt

DECISIONS = {"taken_down": "Taken down", "kept": "Left as it is", "edited": "Words taken out"}
TEXT_LIMIT, CONTACT_LIMIT = 2000, 254


def ask_takedown(publisher: Publisher, public_id: str, text: str, contact: str, client: str) -> Takedown:
    """Keeps the request. Nothing comes down by it alone, so that nobody can silence a report by asking.

    Raises BadRequest, ReportNotFound or TooManyAttempts.
    """
    text, contact = inert(text[: TEXT_LIMIT + 1]), inert_line(contact[: CONTACT_LIMIT + 1])
    if not text or len(text) > TEXT_LIMIT:
        raise BadRequest(f"say what should come down and why, in {TEXT_LIMIT:,} characters or fewer")
    if len(contact) > CONTACT_LIMIT:
        raise BadRequest(f"how to reach you must be {CONTACT_LIMIT} characters or fewer")
    report = publisher.public.find_published(public_id)
    if report is None:
        raise ReportNotFound("this report is not published any more")
    count_attempt(publisher.reports, "takedown", client)
    now = publisher.reports.now()
    asked = Takedown(
        takedown_id=publisher.reports.new_id(),
        public_id=public_id,
        sector_code=report.sector_code,
        text=text,
        contact=contact,
        received_at=now,
        due_at=now + TAKE_DOWN_WITHIN,
    )
    publisher.public.add_takedown(asked)
    return asked


def open_takedowns(publisher: Publisher, actor: Actor) -> tuple[tuple[Takedown, str], ...]:
    """Requests about the actor's sectors that nobody has decided, the most urgent first, each with its report's reference."""
    require(actor, "see_moderation")
    own = (one for one in publisher.public.takedowns(open_only=True) if actor.covers(one.sector_code))
    return tuple((one, publisher.public.reference_of(one.public_id)) for one in own)


def decide_takedown(publisher: Publisher, actor: Actor, takedown_id: str, decision: str) -> Takedown:
    """Writes the decision down and erases the request's words. Taking down is an act of its own, on the report."""
    require(actor, "see_moderation")
    if decision not in DECISIONS:
        raise BadRequest("choose what was decided")
    asked = next((one for one, _ in open_takedowns(publisher, actor) if one.takedown_id == takedown_id), None)
    if asked is None:
        raise ReportNotFound("no open request of your sectors has this number")
    if decision == "taken_down" and publisher.public.find_published(asked.public_id):
        raise BadRequest("the report is still published; open it and take it down first")
    return publisher.public.decide_takedown(takedown_id, decision, actor, publisher.reports.now())
