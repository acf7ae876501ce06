"""What an act changes in a report, and which acts take published words down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.domain.desk.casework import DeskPart, Edit
from portal.domain.publishing.publication import Redaction
from portal.domain.report_changes import changes_public_words, report_values
from portal.domain.report_store import Change
from portal.domain.reports.report import Response, Words

BEFORE = datetime(2026, 3, 1, tzinfo=UTC)
NOW = BEFORE + timedelta(days=3)
LATER = NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("change", "values"),
    [
        (Change("ask_if_sorted", "clock", NOW), {"changed_at": BEFORE}),
        (Change("note", "inspector", NOW), {"changed_at": NOW}),
        (Change("amend", "author", NOW, may_publish=False), {"may_publish": False, "snoozed_until": None}),
        (Change("say_sorted", "author", NOW, sorted_answer="yes"), {"sorted_answer": "yes"}),
        (Change("assign", "inspector", NOW, desk=DeskPart(assigned_to="")), {"assigned_to": ""}),
        (Change("snooze", "inspector", NOW, desk=DeskPart(rest_until=LATER)), {"snoozed_until": LATER}),
        (Change("close", "inspector", NOW, desk=DeskPart(wake=True)), {"snoozed_until": None}),
    ],
)
def test_act_changes_what_it_names_and_the_clock_prolongs_nothing(
    change: Change, values: dict[str, Any]
) -> None:
    found = report_values(change, BEFORE)
    assert found.items() >= values.items()
    assert set(found) <= {"changed_at", "snoozed_until", *values}


@pytest.mark.parametrize("act", ["note", "snooze"])
def test_what_the_desk_does_for_itself_leaves_a_rest_alone(act: str) -> None:
    assert report_values(Change(act, "inspector", NOW, desk=DeskPart()), BEFORE) == {"changed_at": NOW}


@pytest.mark.parametrize(
    ("change", "comes_down"),
    [
        (Change("redact", "inspector", NOW, redaction=Redaction("public", "names", "", NOW, LATER)), True),
        (Change("amend", "author", NOW, ("public",), words=Words("Other words.")), True),
        (Change("amend", "author", NOW, ("police_only",), words=Words("The same words.")), False),
        (Change("edit_response", "inspector", NOW, desk=DeskPart(edit=Edit(2, "Other words."))), True),
        (Change("respond", "inspector", NOW, response=Response("An answer.", NOW, "A team")), False),
        (Change("note", "inspector", NOW, desk=DeskPart()), False),
    ],
)
def test_only_words_the_public_reads_come_down_when_they_change(change: Change, comes_down: bool) -> None:
    assert changes_public_words(change) is comes_down
