"""What somebody is told of the time to an answer before writing: nothing from fewer than ten, then that of the last ten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from portal.domain.publishing.publication import Fact
from portal.services.publishing.usual_time import usual_time

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def fact(days: int | None, ago: int = 60, sector: str = "E1", typed: bool = False) -> Fact:
    sent = NOW - timedelta(days=ago)
    answered = None if days is None else sent + timedelta(days=days)
    return Fact(sector, "concern", "received", sent, answered, "", "", False, "", "", False, (), typed)


@dataclass
class Desk:
    rows: list[Fact]
    asked: list[datetime] = field(default_factory=list)

    def facts(self, since: datetime) -> tuple[Fact, ...]:
        self.asked.append(since)
        return tuple(self.rows)


def told(rows: list[Fact]) -> tuple[bool, int | None]:
    publisher = SimpleNamespace(public=Desk(rows), reports=SimpleNamespace(now=lambda: NOW))
    usual = usual_time(publisher, "E1")  # type: ignore[arg-type]
    return usual.is_answered, usual.days


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], (False, None)),
        ([fact(None)] * 30, (False, None)),
        ([fact(3)] * 9, (True, None)),
        ([fact(6)] * 10, (True, 6)),
        ([fact(6)] * 9 + [fact(6, sector="E2")], (True, None)),
        ([fact(6)] * 9 + [fact(6, typed=True)], (True, None)),
        # Twenty quick ones of long ago do not hide ten slow ones of late.
        ([fact(1, ago=300)] * 20 + [fact(20, ago=40)] * 10, (True, 20)),
        ([fact(0)] * 10, (True, 0)),
    ],
)
def test_time_is_that_of_the_last_ten_answers_of_the_sector(
    rows: list[Fact], said: tuple[bool, int | None]
) -> None:
    assert told(rows) == said
