"""Following an area by mail: asked for, confirmed from the mailbox, left with one press, forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from portal.domain.publishing.public_stores import DIGEST, MONTHS, SAID, Follower
from portal.domain.record.period import month_at, month_index
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import Contact, ReportForm, Words
from portal.domain.reports.report_checks import FieldFault, find_faults
from portal.domain.reports.text import inert_line
from portal.errors import BadReport, BadRequest, ReportNotFound
from portal.services.library.library import Library
from portal.services.mail.alerts import confirm_mail, digest_mail, month_mail
from portal.services.publishing.wiring import Publisher
from portal.services.reports.submit import email_hash
from portal.services.reports.tokens import make_token
from portal.services.reports.wiring import count_attempt

# An address that was never confirmed is forgotten after this.
CONFIRM_WITHIN = timedelta(days=7)
GONE = "this link is not in use any more; ask for alerts again where you asked before"


def ask_to_follow(
    publisher: Publisher, area_code: str, email: str, client: str, *, monthly: bool = False
) -> None:
    """Keeps the address unconfirmed and sends it one message. Says nothing about who follows already.

    `area_code` is a sector, or empty for every area; `monthly` asks for one message a month, from this one on. Raises BadReport, BadRequest or TooManyAttempts.
    """
    if area_code and area_code not in publisher.reports.sectors:
        raise BadRequest("choose a sector, or all of them")
    told = month_index(_month_before(publisher.reports.now())) if monthly else 0
    _ask(publisher, area_code, email, client, DIGEST if monthly else SAID, told)


def ask_for_months(publisher: Publisher, library: Library, area_code: str, email: str, client: str) -> None:
    """The same for new months of any area. Raises BadReport, BadRequest or TooManyAttempts."""
    area = library.area(area_code)
    _ask(publisher, area.code, email, client, MONTHS, len(library.record.supplied_months))


def tell_of_months(publisher: Publisher, months: Sequence[str]) -> int:
    """One message to each who follows an area's months and was told of fewer than are held now; says how many.

    `months`: those held, in order. Asked again it sends nothing, until more are held.
    """
    if not publisher.reports.mail_on or not months:
        return 0
    reports, held = publisher.reports, len(months)

    def mail(follower: Follower) -> Mail:
        token = make_token(reports, "leave", follower.follower_id)
        return month_mail(follower, months[-1], held, reports.now(), token)

    return publisher.followers.tell(MONTHS, held, mail)


def tell_of_published(publisher: Publisher) -> int:
    """One message for the month that ended to each who asked for one a month; says how many.

    Where nothing was published that month there is none. Asked again it sends nothing, until the next month has ended.
    """
    reports = publisher.reports
    if not reports.mail_on:
        return 0
    month = _month_before(reports.now())
    of_month = Counter(
        one.sector_code for one in publisher.public.published() if f"{one.published_at:%Y-%m}" == month
    )

    def mail(follower: Follower) -> Mail | None:
        count = of_month[follower.area_code] if follower.area_code else of_month.total()
        token = make_token(reports, "leave", follower.follower_id)
        return digest_mail(follower, month, count, reports.now(), token) if count else None

    return publisher.followers.tell(DIGEST, month_index(month), mail)


def _month_before(at: datetime) -> str:
    return month_at(month_index(f"{at:%Y-%m}") - 1)


def _ask(publisher: Publisher, area_code: str, email: str, client: str, topic: str, told: int) -> None:
    reports = publisher.reports
    if not reports.mail_on:
        raise BadRequest("this copy of the portal sends no mail; use the feed instead")
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
        topic=topic,
        told_months=told,
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
