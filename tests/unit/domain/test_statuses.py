"""What the police last did and what the author last said stand side by side, and neither hides the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.publishing.statuses import Statuses, statuses
from portal.domain.reports.report import HistoryLine

START = datetime(2026, 3, 1, tzinfo=UTC)


def said(*acts: str) -> Statuses:
    return statuses(
        [HistoryLine(act, "", START + timedelta(days=day), "", "") for day, act in enumerate(acts)]
    )


def test_report_nobody_acted_on_has_no_status() -> None:
    assert said() == said("submit", "note", "publish") == Statuses()


@pytest.mark.parametrize(
    ("acts", "police", "author", "before"),
    [
        (("take_up",), "taken_up", "", False),
        (("take_up", "respond"), "answered", "", False),
        (("respond", "disagree"), "answered", "not_sorted", False),
        (("respond", "disagree", "take_up"), "taken_up", "not_sorted", False),
        (("respond", "disagree", "respond"), "answered", "not_sorted", True),
        (("say_partly", "close"), "closed", "partly", True),
        (("respond", "disagree", "respond", "say_sorted"), "answered", "sorted", False),
    ],
)
def test_statuses_are_the_last_of_each_side(
    acts: tuple[str, ...], police: str, author: str, before: bool
) -> None:
    found = said(*acts)
    assert (found.police, found.author, found.author_before_answer) == (police, author, before)


def test_first_answer_stays_the_first_and_every_answer_counts() -> None:
    found = said("submit", "take_up", "respond", "disagree", "respond", "note")
    assert found.first_answer_at == START + timedelta(days=2)
    assert found.last_at == START + timedelta(days=4)
    assert found.answers == 2
