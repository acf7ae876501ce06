"""Following an area by mail: asked for, confirmed from the mailbox, left with one press, forgotten."""

from __future__ import annotations

from datetime import timedelta

from portal.domain.publishing.public_stores import Follower
from portal.domain.reports.report import Contact, ReportForm, Words
from portal.domain.reports.report_checks import FieldFault, find_faults
from portal.domain.reports.text import inert_line
from portal.errors import BadReport, BadRequest, ReportNotFound
from portal.services.mail.alerts import confirm_mail
from portal.services.publishing.wiring import Publisher
from portal.services.reports.submit import email_hash
from portal.services.reports.tokens import make_token
from portal.services.reports.wiring import count_attempt

# An address that was never confirmed is forgotten after this.
CONFIRM_WITHIN = timedelta(days=7)
GONE = "this link is not in use any more; ask for alerts again on the page You said, they did"


def ask_to_follow(publisher: Publisher, area_code: str, email: str, client: str) -> None:
    """Keeps the address unconfirmed and sends it one message. Says nothing about who follows already.

    `area_code` is a sector, or empty for every area. Raises BadReport, BadRequest or TooManyAttempts.
    """
    reports = publisher.reports
    if not reports.mail_on:
        raise BadRequest("this copy of the portal sends no mail; use the feed instead")
    if area_code and area_code not in reports.sectors:
        raise BadRequest("choose a sector, or all of them")
    email = inert_line(email)
    faults = _email_faults(email)
    if faults:
        raise BadReport(faults)
    count_attempt(reports, "subscribe", client)
    now, follower_id = reports.now(), reports.new_id()
    tokens = {purpose: make_token(reports, purpose, follower_id) for purpose in ("confirm", "leave")}
    hashes = {purpose: reports.store.keyed_hash(purpose, token) for purpose, token in tokens.items()}
    follower = Follower(
        follower_id=follower_id,
        area_code=area_code,
        email=email,
        email_hash=email_hash(reports, Contact(email=email)),
        confirm_hash=hashes["confirm"],
        leave_hash=hashes["leave"],
        asked_at=now,
    )
    publisher.followers.ask(follower, (confirm_mail(follower, tokens["confirm"]),), now - CONFIRM_WITHIN)


def _email_faults(email: str) -> tuple[FieldFault, ...]:
    """The same check as the form's, and an address must be there."""
    if not email:
        return (FieldFault("email", "missing"),)
    form = ReportForm("thanks", "", Words(public="-"), Contact(email=email))
    return tuple(fault for fault in find_faults(form, ("",)) if fault.field == "email")


def confirm_following(publisher: Publisher, token: str) -> Follower:
    """Raises ReportNotFound when nobody waits for this token. Pressing twice changes nothing."""
    found = publisher.followers.confirm(_hash(publisher, "confirm", token), publisher.reports.now())
    if found is None:
        raise ReportNotFound(GONE)
    return found


def leaving(publisher: Publisher, token: str) -> Follower:
    """Who would be left, for the page that asks. Raises ReportNotFound."""
    found = publisher.followers.find_leaving(_hash(publisher, "leave", token))
    if found is None:
        raise ReportNotFound(GONE)
    return found


def leave(publisher: Publisher, token: str) -> None:
    """Forgets the address at once. A second press finds nothing and is no fault."""
    publisher.followers.leave(_hash(publisher, "leave", token))


def _hash(publisher: Publisher, purpose: str, token: str) -> str:
    return publisher.reports.store.keyed_hash(purpose, token[:100])
