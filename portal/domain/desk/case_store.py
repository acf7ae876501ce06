"""What the desk needs from a store beside the reports themselves, as a protocol."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import Inbox, InboxCounts, InboxQuery, Note, ReplyDraft


class CaseStore(Protocol):
    """Every method is one transaction. Acts on a report go through `ReportStore.change`, with their line of history."""

    def inbox(self, asked: InboxQuery, now: datetime) -> Inbox: ...

    def counts(self, sectors: Collection[str] | None, account_id: str, now: datetime) -> InboxCounts: ...

    def notes(self, report_id: str) -> tuple[Note, ...]: ...

    def drafts(self, report_id: str) -> tuple[ReplyDraft, ...]: ...

    def keep_draft(self, report_id: str, draft: ReplyDraft, actor: Actor) -> None:
        """Raises SignInRefused or NotAllowed as an act does. Keeps what somebody is writing. No act on the report: nobody else sees it and nothing moves."""

    def earlier_words(self, report_id: str, revision: int) -> tuple[str, ...]:
        """What an edited reply said before, first one first."""
