"""What the desk needs from a store beside the reports themselves, as a protocol."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import (
    Inbox,
    InboxCounts,
    InboxQuery,
    Note,
    ReplyDraft,
    SavedView,
    TeamTemplate,
)


class CaseStore(Protocol):
    """Every method is one transaction. Acts on a report go through `ReportStore.change`, with their line of history."""

    def inbox(self, asked: InboxQuery, now: datetime) -> Inbox: ...

    def counts(self, sectors: Collection[str] | None, account_id: str, now: datetime) -> InboxCounts: ...

    def shares(self, report_id: str) -> tuple[str, ...]:
        """Codes of the sectors that read it too."""

    def group(self, report_id: str) -> tuple[str, tuple[str, ...]]:
        """The group it is in, and the references of the others in it that are kept; both empty where it is in none."""

    def answer_days(self, account_id: str, since: datetime) -> list[float]:
        """Days from sending to the first answer, for reports whose first answer this account gave since then."""

    def notes(self, report_id: str) -> tuple[Note, ...]: ...

    def drafts(self, report_id: str) -> tuple[ReplyDraft, ...]: ...

    def keep_draft(self, report_id: str, draft: ReplyDraft, actor: Actor) -> None:
        """Raises SignInRefused or NotAllowed as an act does. Keeps what somebody is writing. No act on the report: nobody else sees it and nothing moves."""

    def views(self, account_id: str) -> tuple[SavedView, ...]: ...

    def put_view(self, view: SavedView, actor: Actor, at: datetime) -> None:
        """Raises SignInRefused or NotAllowed as an act does, like the three below."""

    def drop_view(self, view_id: str, actor: Actor, at: datetime) -> None: ...

    def team_templates(self, team: str) -> tuple[TeamTemplate, ...]: ...

    def put_template(self, template: TeamTemplate, actor: Actor) -> None: ...

    def drop_template(self, template_id: str, actor: Actor, at: datetime) -> None:
        """One of the actor's own team; any other is left alone."""

    def earlier_words(self, report_id: str, revision: int) -> tuple[str, ...]:
        """What an edited reply said before, first one first."""
