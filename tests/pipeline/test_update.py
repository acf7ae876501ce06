"""The update as an unattended thing: what is absent or changed is taken when it passes, and a fault is never a quiet month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import invented as nw
import pytest
from archive_server import ArchiveServer
from invented_releases import publishable_without_claims
from rich.console import Console
from test_fetch import member, spoil, write_archive

from portal.domain.record.period import month_at, month_index, month_words
from portal.errors import FetchFailed, TableBreaksContract
from portal.pipeline import update as updating
from portal.pipeline.check import check
from portal.pipeline.release import check_releases
from portal.pipeline.update import NOTHING_NEW, Place, update
from portal.tables.load import open_package
from portal.tables.looked import read_looked
from portal.tables.releases import kept_releases, open_log

HELD = tuple(f"2025-{month:02d}" for month in range(1, 13))  # December 2025 is the last month held.
NEW = ("2026-01", "2026-02")
DAY = date(2026, 3, 20)


@pytest.fixture
def home(nowhere: Any, repo: Path) -> Any:
    publishable_without_claims(nowhere.data, repo)
    return nowhere


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ArchiveServer]:
    folder = tmp_path / "archive"
    folder.mkdir()
    with ArchiveServer(folder) as served:
        yield served


@pytest.fixture
def run(server: ArchiveServer, home: Any, tmp_path: Path) -> Callable[..., str]:
    def go(preview: bool = False, today: date = DAY) -> str:
        place = Place(home.data, home.geodata, tmp_path / "official", server.address, home.configuration)
        return update(place, today, preview, Console(quiet=True))

    return go


def rows(month: str, more: int = 0) -> str:
    usual = nw.usual_rows(month)
    return nw.as_text(usual + [nw.crime(month, 90_000 + n, nw.PLAIN_ONE) for n in range(more)])


def held(home: Any) -> dict[str, int]:
    coverage = open_package(home.data).table("coverage").query("status == 'supplied'")
    return dict(zip(coverage.month, coverage.row_count, strict=True))


def last_reason(home: Any) -> str:
    log = open_log(home.data)
    assert log is not None
    return str(log.table("releases").sort_values("number").why.iloc[-1])


def test_new_months_are_added_checked_and_published_and_then_there_is_nothing_new(server, run, home) -> None:
    write_archive(server.folder, "2026-02", HELD + NEW)
    said = run()
    assert "January 2026: is added, 72 rows" in said
    assert "all 26 months add up" in said
    assert check(home.data, home.geodata)
    here = open_package(home.data).release
    assert here.startswith("2026-02-")
    assert here in kept_releases(home.data), "the id that is served is kept"
    assert last_reason(home) == "New: January 2026, February 2026."
    assert run(today=date(2026, 3, 21)) == NOTHING_NEW
    assert not list(home.data.parent.glob("update-*"))
    assert not list(home.data.glob(".writing-*"))


def test_second_look_asks_for_the_directory_alone(server, run) -> None:
    write_archive(server.folder, "2026-02", HELD + NEW)
    run()
    before = len(server.log)
    run()
    asked = [request for request in server.log[before:] if request.sent]
    assert len(asked) == 1


def test_month_that_came_late_and_one_that_was_revised_are_taken_up_and_named(server, run, home) -> None:
    write_archive(server.folder, "2026-01", (*HELD, "2026-01"))
    run()
    # February comes late, behind March; June was revised by four rows.
    write_archive(
        server.folder, "2026-03", (*HELD, "2026-01", "2026-03"), lambda m: rows(m, 4 if m == "2025-06" else 0)
    )
    run(today=date(2026, 5, 20))
    assert last_reason(home) == "New: March 2026. Revised by the source: June 2025 (+4 rows)."
    assert held(home)["2025-06"] == 76
    write_archive(server.folder, "2026-04", (*HELD, "2026-01", "2026-02", "2026-03", "2026-04"),
                  lambda m: rows(m, 4 if m == "2025-06" else 0))  # fmt: skip
    run(today=date(2026, 6, 20))
    assert last_reason(home) == "New: April 2026. Came late: February 2026."


def test_preview_says_what_would_change_and_writes_nothing(server, run, home, digest) -> None:
    write_archive(server.folder, "2026-02", HELD + NEW)
    before = digest(home.data)
    assert "January 2026: would be added, 72 rows" in run(preview=True)
    assert digest(home.data) == before


def test_month_not_published_yet_is_no_fault(server, run, home) -> None:
    write_archive(server.folder, "2025-12", HELD)
    run()
    release = open_package(home.data).release
    assert run(today=date(2026, 4, 1)) == NOTHING_NEW
    assert open_package(home.data).release == release
    looked = read_looked(home.data)
    assert looked is not None
    assert (looked.on, looked.archive, looked.fault) == ("2026-04-01", "2025-12", "")


def blocked(server: ArchiveServer) -> None:
    server.faults = [403] * 50


def moved(server: ArchiveServer) -> None:
    for path in server.folder.glob("*.zip"):
        path.unlink()


def of_others(server: ArchiveServer) -> None:
    write_archive(server.folder, "2026-02", HELD + NEW, kinds=())


def damaged(server: ArchiveServer) -> None:
    path = write_archive(server.folder, "2026-02", NEW, kinds=("street",))
    for month in NEW:
        spoil(path, member(month))


@pytest.mark.parametrize(
    ("spoil_archive", "says"),
    [
        (blocked, "has no archive at all, not even that of December 2025"),
        (moved, "the address may have moved or be blocked"),
        (of_others, "holds no file of 'nowhere'; the force may have another name"),
        (damaged, "2026-01-nowhere-street.csv.*what arrived is damaged"),
    ],
)
def test_archive_that_cannot_be_right_is_a_fault_and_changes_nothing(
    server, run, home, digest, spoil_archive, says
) -> None:
    write_archive(server.folder, "2025-12", HELD)
    before = open_package(home.data).release
    spoil_archive(server)
    with pytest.raises(FetchFailed, match=says):
        run()
    assert open_package(home.data).release == before
    looked = read_looked(home.data)
    assert looked is not None
    assert (looked.tried, looked.on) == ("2026-03-20", "")
    assert looked.fault


def test_month_that_is_odd_or_damaged_holds_back_itself_alone(server, run, home) -> None:
    months = (*HELD, "2026-01", "2026-02", "2026-03")
    path = write_archive(
        server.folder,
        "2026-03",
        months,
        lambda m: nw.as_text(nw.usual_rows(m)[: 30 if m == "2026-02" else 72]),
    )
    spoil(path, member("2026-01"))
    said = run(today=date(2026, 5, 20))
    assert "2026-03" in held(home)
    assert not {"2026-01", "2026-02"} & set(held(home))
    looked = read_looked(home.data)
    assert looked is not None
    assert set(looked.held_back) == {"2026-01", "2026-02"}
    assert "February 2026 is not like the months held" in looked.held_back["2026-02"]
    assert said.count("Held back: ") == 2
    assert last_reason(home) == "New: March 2026."
    # The source mends both; nobody has to do anything.
    write_archive(server.folder, "2026-03", months)
    run(today=date(2026, 5, 27))
    assert {"2026-01", "2026-02"} < set(held(home))
    assert last_reason(home) == "Came late: January 2026, February 2026."
    assert read_looked(home.data).held_back == {}


def test_tables_that_come_out_wrong_are_not_put_in_place(
    server, run, home, digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_archive(server.folder, "2026-02", HELD + NEW)
    before, whole = digest(home.data), updating.add

    def add_and_break(street: list[Path], data: Path, **how: object):
        built = whole(street, data, **how)
        (data / "coverage.csv").write_text("month\n")
        return built

    monkeypatch.setattr(updating, "add", add_and_break)
    with pytest.raises(TableBreaksContract, match=r"coverage\.csv"):
        run()
    (home.data / ".looked.json").unlink()
    assert digest(home.data) == before


def test_twelve_months_of_late_revised_partial_blocked_and_half_written_archives(server, run, home) -> None:
    """What a year may bring, each month tried once, with nobody there; at its end every month is held as it is."""
    late, revised, partial, half_written, blocked_in = "2026-03", "2025-11", "2026-05", "2026-07", "2026-09"
    said = {}
    for number in range(12):
        month = month_at(month_index("2026-01") + number)
        known = [*HELD, *(month_at(month_index("2026-01") + n) for n in range(number + 1))]
        if month == late:
            known.remove(late)

        def content(m: str, now: str = month) -> str:
            few = nw.as_text(nw.usual_rows(m)[:20])
            return few if m == now == partial else rows(m, 3 if m == revised and now >= "2026-06" else 0)

        path = write_archive(server.folder, month, tuple(known), content)
        if month == half_written:
            spoil(path, member(month))
        server.faults = [403] * 30 if month == blocked_in else []
        year, at = divmod(month_index(month) + 2, 12)
        try:
            run(today=date(year, at + 1, 20))
            said[month] = last_reason(home)
        except FetchFailed as fault:
            said[month] = str(fault)
        server.faults = []
        assert open_package(home.data).release in kept_releases(home.data)
    assert said["2026-04"] == "New: March 2026, April 2026."
    assert said[partial] == said["2026-04"], "a partial month changes nothing"
    assert said["2026-06"] == "New: May 2026, June 2026. Revised by the source: November 2025 (+3 rows)."
    assert said["2026-08"] == "New: July 2026, August 2026."
    assert "has no archive at all" in said[blocked_in]
    assert said["2026-10"] == "New: September 2026, October 2026."
    assert all(held(home)[m] == 72 + 3 * (m == revised) for m in [*HELD, *said]), month_words(revised)
    assert "each gives the figures it gave" in check_releases(home.data, home.geodata)
