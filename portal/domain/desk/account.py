"""An account of the desk and a session at it, and how long each is trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal.domain.desk.actor import Actor

# After this long without doing anything, and after this long in any case, somebody signs in again.
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
# So many wrong passwords lock an account for a while. Right ones then wait too, so that guessing learns nothing.
MOST_FAILURES = 5
LOCKED = timedelta(minutes=15)
LEAST_PASSWORD = 12
# So many replies of a new responder are read by an editor before they go out.
FIRST_REPLIES = 3


@dataclass(frozen=True)
class Account:
    """Who may come to the desk. The address is what they sign in with; the team is what the public reads."""

    account_id: str
    role: str
    sectors: frozenset[str]
    team: str
    added_at: datetime
    email: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    disabled: bool = False
    failures: int = 0
    locked_until: datetime | None = None
    checked_replies: int = 0

    @property
    def actor(self) -> Actor:
        return Actor(self.account_id, self.role, self.sectors, self.team, self.name)


@dataclass(frozen=True)
class Session:
    """One sign-in on one browser."""

    account_id: str
    started_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    def why_over(self, now: datetime) -> str:
        """Empty while it holds."""
        if self.ended_at is not None:
            return "you have signed out"
        if now >= self.expires_at:
            return "you signed in more than twelve hours ago"
        if now >= self.seen_at + IDLE:
            return "nothing was done for an hour"
        return ""
