"""How long publishing keeps things, and what one person may ask for, followers included."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from portal.domain.desk.access import ACCESS_KEPT
from portal.domain.reports.report import Contact
from portal.errors import ReportNotFound
from portal.services.publishing.followers import CONFIRM_WITHIN
from portal.services.publishing.wiring import Publisher
from portal.services.reports.keeping import erase_person, export_person
from portal.services.reports.submit import email_hash


@dataclass(frozen=True)
class PurgedPublic:
    """What one purge removed: originals of what editors took out, addresses never confirmed."""

    originals: int
    followers: int
    access: int = 0


def purge_public(publisher: Publisher) -> PurgedPublic:
    """Erases what is past its time."""
    now = publisher.reports.now()
    return PurgedPublic(
        publisher.public.erase_originals(now),
        publisher.followers.forget_unconfirmed(now - CONFIRM_WITHIN),
        publisher.access.forget(now - ACCESS_KEPT),
    )


def export_everything(publisher: Publisher, reference: str = "", email: str = "") -> list[dict[str, Any]]:
    """A person's reports, and the areas an address follows. Raises ReportNotFound when there is neither."""
    followed = publisher.followers.by_email(_hash(publisher, email)) if email else ()
    follows = [
        {"follows": one.area_code or "every area", "for": one.topic}
        | {name: asdict(one)[name] for name in ("email", "asked_at", "confirmed_at")}
        for one in followed
    ]
    try:
        return export_person(publisher.reports, reference, email) + follows
    except ReportNotFound:
        if not follows:
            raise
        return follows


def erase_everything(publisher: Publisher, reference: str = "", email: str = "") -> tuple[int, int]:
    """Erases a person's reports and forgets what the address follows; says how many of each. Raises ReportNotFound."""
    forgotten = publisher.followers.forget_email(_hash(publisher, email)) if email else 0
    try:
        return erase_person(publisher.reports, reference, email), forgotten
    except ReportNotFound:
        if not forgotten:
            raise
        return 0, forgotten


def _hash(publisher: Publisher, email: str) -> str:
    return email_hash(publisher.reports, Contact(email=email.strip()))
