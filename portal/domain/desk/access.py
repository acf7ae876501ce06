"""What the log of reading holds, and what keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from portal.domain.desk.actor import Actor

ACCESS_KEPT = timedelta(days=730)
ACCESS_WORDS = {
    "list": "Looked at the inbox",
    "search": "Searched",
    "read": "Read",
    "read_original": "Read the words before a gap was made",
    "export": "Took the caseload away",
    "log": "Looked at this log",
}


@dataclass(frozen=True)
class Access:
    """One time somebody read, searched or exported. `details` are numbers and codes, never what was looked for."""

    at: datetime
    account_id: str
    act: str
    reference: str
    details: str = ""


class AccessLog(Protocol):
    """Added to and, once its time is over, purged from the front; never changed."""

    def note(self, actor: Actor, act: str, reference: str, details: str, at: datetime) -> None:
        """One line, or none where the same was noted a quarter of an hour ago. Raises as an act does."""

    def lines(self, account_id: str = "", reference: str = "", most: int = 1000) -> tuple[Access, ...]:
        """The newest first."""

    def forget(self, before: datetime) -> int: ...
