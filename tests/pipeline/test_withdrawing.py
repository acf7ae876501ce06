"""A release taken back is kept no more, says so for good, and is in nobody's way."""

from __future__ import annotations

from datetime import date
from typing import Any

import invented
import pytest
from invented_releases import publishable_without_claims
from typer.testing import CliRunner

from portal.cli import app, changed
from portal.errors import BadRequest, ReleaseNotFound
from portal.pipeline.going_back import restore
from portal.pipeline.release import check_releases, publish
from portal.pipeline.withdrawing import withdraw
from portal.tables.load import open_package
from portal.tables.releases import kept_releases, open_log

WHY = "Its files named a village twice."
DAY = date(2026, 3, 1)


@pytest.fixture
def home(nowhere: Any, repo: Any) -> Any:
    """Nowhere with two releases, the second in force."""
    publishable_without_claims(nowhere.data, repo)
    publish(nowhere.data, nowhere.geodata, "The first.", date(2026, 1, 31))
    add_month(nowhere, "2026-01")
    publish(nowhere.data, nowhere.geodata, "A month.", date(2026, 2, 28))
    return nowhere


def add_month(home: Any, month: str) -> None:
    invented.write_month(home.street, month, invented.usual_rows(month))
    home.add()


def logged(home: Any) -> dict[str, str]:
    log = open_log(home.data)
    assert log
    table = log.table("releases")
    return dict(zip(table.release, table.why, strict=True))


def test_withdrawn_release_is_kept_no_more_and_the_log_says_when_and_why(home: Any) -> None:
    first, second = logged(home)
    sentence = withdraw(home.data, first, f"  {WHY} ", DAY)
    assert sentence == f"Release {first} is withdrawn on 1 March 2026: {WHY}"
    assert list(kept_releases(home.data)) == [second]
    assert logged(home) == {first: f"The first. Withdrawn on 1 March 2026: {WHY}", second: "A month."}
    assert "1 no longer here" in check_releases(home.data, home.geodata)
    with pytest.raises(ReleaseNotFound):
        restore(home.data, home.geodata, first)


def test_command_tells_whatever_keeps_answers_in_front(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = logged(home)
    note = home.data.parent / "var" / changed.NOTE.name
    monkeypatch.setattr(changed, "NOTE", note)
    command = ["data", "withdraw", "--release", "2020-01-0", "--why", WHY, "--data", str(home.data)]
    assert CliRunner().invoke(app, command).exit_code == 1
    assert not note.exists()
    command[3] = first
    assert CliRunner().invoke(app, command).exit_code == 0
    assert note.exists()


def test_next_release_is_compared_with_the_newest_that_stands(home: Any) -> None:
    first, second = logged(home)
    restore(home.data, home.geodata, first)
    withdraw(home.data, second, WHY, DAY)
    add_month(home, "2026-01")
    add_month(home, "2026-02")
    publish(home.data, home.geodata, "Two months.", date(2026, 3, 2))
    log = open_log(home.data)
    assert log
    changes = log.table("release_changes")
    newest = open_package(home.data).release
    added = changes[(changes.release == newest) & (changes.kind == "month_added")]
    assert list(added.item) == ["2026-01", "2026-02"]


def test_what_cannot_be_withdrawn_is_refused_in_words_and_nothing_changes(home: Any) -> None:
    first, second = logged(home)
    before = logged(home)
    for release, why, said in (
        (second, WHY, "is in force; put another in force first"),
        ("2025-12-00000000", WHY, "is not kept here"),
        (first, "  ", "needs a reason"),
    ):
        with pytest.raises(BadRequest, match=said):
            withdraw(home.data, release, why, DAY)
    assert (logged(home), list(kept_releases(home.data))) == (before, [first, second])
    withdraw(home.data, first, WHY, DAY)
    with pytest.raises(BadRequest, match="was withdrawn on 1 March 2026"):
        withdraw(home.data, first, WHY, DAY)


def test_release_after_all_others_were_withdrawn_is_compared_with_none(home: Any) -> None:
    add_month(home, "2026-02")
    for release in logged(home):
        withdraw(home.data, release, WHY, DAY)
    publish(home.data, home.geodata, "The first that stands.", date(2026, 3, 2))
    log = open_log(home.data)
    assert log
    newest = open_package(home.data).release
    assert list(kept_releases(home.data)) == [newest]
    assert newest not in set(log.table("release_changes").release)
