"""What an act changes beside its own words: in the report itself and in what the public may still read of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.domain.desk.casework import DeskPart
from portal.domain.report_store import Change
from portal.domain.reports.report_states import AUTHOR, CLOCK


def report_values(change: Change, changed_at: datetime) -> dict[str, Any]:
    """Fields of the report and their new values; `changed_at` is what it says now."""
    # Nobody did anything when the clock acts, so it does not prolong how long the words are kept.
    values: dict[str, Any] = {"changed_at": changed_at if change.by == CLOCK else change.at}
    for name in ("may_publish", "sorted_answer", "email_confirmed"):
        if getattr(change, name) is not None:
            values[name] = getattr(change, name)
    part = change.desk or DeskPart()
    if part.assigned_to is not None:
        values["assigned_to"] = part.assigned_to
    if part.rest_until is not None:
        values["snoozed_until"] = part.rest_until
    # A report that its author touched, or that moves on, is looked at again.
    if part.wake or change.by == AUTHOR:
        values["snoozed_until"] = None
    return values


def changes_public_words(change: Change) -> bool:
    """Whether what is published comes down until an editor has read it: any change of words the public reads."""
    is_amended = change.words is not None and "public" in change.details
    is_edited = change.desk is not None and change.desk.edit is not None
    return change.redaction is not None or is_amended or is_edited
