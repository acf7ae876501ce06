"""What every act of publishing is given, and the reasons that are counted."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.publishing.public_stores import FollowerStore, PublicStore
from portal.domain.publishing.publication import REASONS
from portal.errors import BadRequest
from portal.services.desk.own_reports import OwnReports


@dataclass(frozen=True)
class Publisher(OwnReports):
    """The wiring, made by bootstrap."""

    public: PublicStore
    followers: FollowerStore


def known_reason(reason: str) -> str:
    """Raises BadRequest when it is none of the reasons that are counted."""
    if reason not in REASONS:
        raise BadRequest("choose a reason")
    return reason
