"""The monthly update: what is newer is added when it passes, and nothing changes when anything about it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import invented as nw
import pytest
from archive_server import ArchiveServer
from rich.console import Console
from test_fetch import spoil, write_archive

from portal.errors import BadSource, FetchFailed, TableBreaksContract
from portal.pipeline import update as updating
from portal.pipeline.check import check
from portal.pipeline.update import NOTHING_NEWER, update
from portal.tables.load import open_package

NEW = ("2026-01", "2026-02")  # December 2025 is the last month held.


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ArchiveServer]:
    folder = tmp_path / "archive"
    folder.mkdir()
    with ArchiveServer(folder) as served:
        yield served


@pytest.fixture
def run(server: ArchiveServer, nowhere, tmp_path: Path) -> Callable[..., str]:
    def go(preview: bool = False, today: date = date(2026, 3, 20)) -> str:
        return update(nowhere.data, nowhere.geodata, server.address, tmp_path / "official", today, preview,
                      Console(quiet=True), nowhere.configuration)  # fmt: skip

    return go


def test_newer_months_are_added_and_checked_and_then_there_is_nothing_newer(server, run, nowhere) -> None:
    write_archive(server.folder, "2026-02", NEW)
    said = run()
    assert "January 2026: is added, 72 rows" in said
    assert "February 2026: is added, 72 rows" in said
    assert "all 26 months add up" in said
    assert check(nowhere.data, nowhere.geodata)
    assert open_package(nowhere.data).release.startswith("2026-02-")
    assert run(today=date(2026, 3, 21)) == NOTHING_NEWER
    assert not list(nowhere.data.parent.glob("update-*"))


def test_preview_says_what_would_change_and_writes_nothing(server, run, nowhere, digest) -> None:
    write_archive(server.folder, "2026-02", NEW)
    before = digest(nowhere.data)
    assert "January 2026: would be added, 72 rows" in run(preview=True)
    assert digest(nowhere.data) == before


def test_month_not_published_yet_is_no_fault(run, nowhere, digest) -> None:
    before = digest(nowhere.data)
    assert run().endswith(NOTHING_NEWER)
    assert digest(nowhere.data) == before


def damaged(server: ArchiveServer) -> None:
    spoil(write_archive(server.folder, "2026-02", NEW), "2026-01/2026-01-nowhere-street.csv")


def thin(server: ArchiveServer) -> None:
    write_archive(
        server.folder,
        "2026-02",
        NEW,
        lambda month: nw.as_text(nw.usual_rows(month)[: 72 if month == NEW[0] else 30]),
    )


@pytest.mark.parametrize(
    ("spoil_archive", "error", "says"),
    [
        (damaged, FetchFailed, "2026-01"),
        (thin, BadSource, "February 2026 is not like the months held"),
    ],
)
def test_bad_month_changes_nothing(server, run, nowhere, digest, spoil_archive, error, says) -> None:
    spoil_archive(server)
    before = digest(nowhere.data)
    with pytest.raises(error, match=says):
        run()
    assert digest(nowhere.data) == before


def test_tables_that_come_out_wrong_are_not_put_in_place(
    server, run, nowhere, digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_archive(server.folder, "2026-02", NEW)
    before, whole = digest(nowhere.data), updating.add

    def add_and_break(street: list[Path], data: Path, **how: object):
        built = whole(street, data, **how)
        (data / "coverage.csv").write_text("month\n")
        return built

    monkeypatch.setattr(updating, "add", add_and_break)
    with pytest.raises(TableBreaksContract, match=r"coverage\.csv"):
        run()
    assert digest(nowhere.data) == before
