"""Fetching from an archive served over HTTP on loopback: only what is needed, whole or not at all."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import invented as nw
import pytest
from archive_server import ArchiveServer

from portal.domain.record.period import Period, month_at, month_index
from portal.errors import FetchFailed
from portal.pipeline.forces import load_force
from portal.pipeline.months.archive import Archive
from portal.pipeline.months.fetch import Fetched, fetch

TODAY = date(2024, 6, 1)
OTHERS = ("avon", "elsewhere", "somewhere-else")
NOISE = random.Random(7).randbytes(120_000)


def month_rows(month: str) -> str:
    return nw.as_text(nw.usual_rows(month))


def member(month: str, kind: str = "street", force: str = nw.SLUG) -> str:
    return f"{month}/{month}-{force}-{kind}.csv"


def write_archive(folder: Path, name: str, months: tuple[str, ...], content: Callable[[str], str] = month_rows,
                  kinds: tuple[str, ...] = ("street", "outcomes")) -> Path:  # fmt: skip
    """An archive of the given months: Nowhere's small members among other forces' large ones."""
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for month in months:
            packed.writestr(member(month, force=OTHERS[0]), NOISE)
            if "street" in kinds:
                packed.writestr(member(month), content(month))
            if "outcomes" in kinds:
                packed.writestr(
                    member(month, "outcomes"), nw.as_text([nw.outcome(month, 1)], nw.OUTCOME_COLUMNS)
                )
            for force in OTHERS[1:]:
                packed.writestr(member(month, force=force), NOISE)
    return path


def spoil(path: Path, name: str) -> None:
    """Changes one byte in the middle of a member's compressed bytes, so that its checksum is wrong."""
    with zipfile.ZipFile(path) as packed:
        found = packed.getinfo(name)
    stored = bytearray(path.read_bytes())
    stored[found.header_offset + 30 + len(name) + found.compress_size // 2] ^= 0xFF
    path.write_bytes(stored)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ArchiveServer]:
    folder = tmp_path / "served"
    folder.mkdir()
    with ArchiveServer(folder) as serving:
        yield serving


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "official"


@pytest.fixture
def run(server: ArchiveServer, into: Path, built_nowhere) -> Callable[..., Fetched]:
    def fetching(first: str, last: str, attempts: int = 3) -> Fetched:
        archive = Archive(nw.SLUG, server.address, attempts=attempts, first_wait=0.001, timeout=5)
        return fetch(load_force(built_nowhere.configuration), Period(first, last), into, archive, TODAY)

    return fetching


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_fetched_files_have_the_official_layout_and_content(server, run, into) -> None:
    write_archive(server.folder, "2024-02", ("2024-01", "2024-02"))
    fetched = run("2024-01", "2024-02")
    assert fetched.street_months == ["2024-01", "2024-02"]
    assert gzip.decompress((into / f"{member('2024-01')}.gz").read_bytes()).decode() == month_rows("2024-01")
    assert [name for name in files_in(into) if name.endswith(".gz")] == [
        f"{member(month, kind)}.gz" for month in ("2024-01", "2024-02") for kind in ("outcomes", "street")
    ]
    assert not list(into.rglob("*.part"))


def test_only_this_forces_members_are_read(server, run) -> None:
    path = write_archive(server.folder, "2024-02", ("2024-01", "2024-02"))
    run("2024-01", "2024-02")
    with zipfile.ZipFile(path) as packed:
        others = [found for found in packed.infolist() if nw.SLUG not in found.filename]
        directory = packed.start_dir
    # The end of the file is read for the directory, 64 kB at most; before that, nothing of another force.
    end = min(directory, path.stat().st_size - 65_536)
    for request in server.requests("2024-02.zip"):
        for other in others:
            stop = min(other.header_offset + other.compress_size, end)
            assert request.last < other.header_offset or request.first >= stop, (request, other.filename)
    assert len(server.requests("2024-02.zip")) <= 6, "the directory, and one request a member"
    assert sum(request.sent for request in server.log) < 65_536 + 30_000 < path.stat().st_size / 5


def test_second_run_fetches_nothing_and_says_so(server, run, into) -> None:
    write_archive(server.folder, "2024-02", ("2024-01", "2024-02"))
    run("2024-01", "2024-02")
    before, asked = files_in(into), len(server.log)
    again = run("2024-01", "2024-02")
    assert (again.fetched, len(again.kept), len(server.log), files_in(into)) == ([], 4, asked, before)
    assert "Already there and whole: street 2024-01, 2024-02; outcomes 2024-01, 2024-02." in again.report


def test_run_that_failed_half_way_is_taken_up_where_it_stopped(server, run, into) -> None:
    path = write_archive(server.folder, "2024-02", ("2024-01", "2024-02"))
    whole = path.read_bytes()
    spoil(path, member("2024-02"))
    with pytest.raises(FetchFailed):
        run("2024-01", "2024-02")
    path.write_bytes(whole)
    again = run("2024-01", "2024-02")
    assert ("2024-01", "street") in again.kept
    assert again.fetched == [("2024-02", "street")]


def test_earlier_file_that_is_damaged_is_fetched_again(server, run, into) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    run("2024-02", "2024-02")
    held = into / f"{member('2024-02')}.gz"
    held.write_bytes(held.read_bytes()[:-50])
    assert run("2024-02", "2024-02").fetched == [("2024-02", "street")]
    assert gzip.decompress(held.read_bytes()).decode() == month_rows("2024-02")


@pytest.mark.parametrize("faults", [["cut"], [200, "cut"], [503], [500, 503], [429], ["cut", 503]], ids=str)
def test_fault_that_passes_is_tried_again(server, run, into, faults: list) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    # 200 stands for a request that works, so that the fault strikes a later one.
    server.faults += [None if fault == 200 else fault for fault in faults]
    assert run("2024-02", "2024-02").street_months == ["2024-02"]
    assert gzip.decompress((into / f"{member('2024-02')}.gz").read_bytes()).decode() == month_rows("2024-02")


@pytest.mark.parametrize("at", range(4))
def test_connection_cut_at_any_request_leaves_whole_files_only(server, run, into, at: int) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    server.faults += [*[None] * at, "cut"]
    run("2024-02", "2024-02")
    assert gzip.decompress((into / f"{member('2024-02')}.gz").read_bytes()).decode() == month_rows("2024-02")
    assert not list(into.rglob("*.part"))


def test_server_that_stays_down_is_one_sentence(server, run, into) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    server.faults += [503] * 50
    with pytest.raises(FetchFailed) as fault:
        run("2024-02", "2024-02")
    assert str(fault.value) == (
        f"2024-02.zip at {server.address}: the server answered 503; nothing was replaced, so run the same command "
        "again later"
    )
    assert len(server.log) == 3, "three attempts were allowed"


def test_each_new_try_is_told_with_what_went_wrong(server, into, built_nowhere) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    server.faults += [503, 429]
    told: list[str] = []
    archive = Archive(nw.SLUG, server.address, attempts=3, first_wait=0.001, timeout=5, tell=told.append)
    fetch(load_force(built_nowhere.configuration), Period("2024-02", "2024-02"), into, archive, TODAY)
    assert told == [
        "2024-02.zip: the server answered 503; trying again (1 of 2)",
        "2024-02.zip: the server answered 429; trying again (2 of 2)",
    ]


def test_server_that_is_not_there_is_one_sentence(server, run) -> None:
    server.__exit__()
    with pytest.raises(FetchFailed, match=r"2024-02.zip at .*: the server could not be reached"):
        run("2024-02", "2024-02")


def test_server_without_ranges_is_told_apart_and_not_asked_twice(server, run) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    server.ranges = False
    with pytest.raises(FetchFailed, match="does not send parts of a file; download the whole ZIP"):
        run("2024-02", "2024-02")
    assert len(server.log) == 1


def test_archive_that_is_no_zip_is_one_sentence(server, run) -> None:
    (server.folder / "2024-02.zip").write_bytes(b"<!DOCTYPE html><html>Sorry</html>" * 4000)
    with pytest.raises(FetchFailed, match=r"2024-02.zip at .*: what arrived is damaged"):
        run("2024-02", "2024-02")


def test_month_whose_archive_is_gone_is_read_from_a_later_one(server, run, into) -> None:
    write_archive(server.folder, "2024-03", ("2024-01", "2024-02", "2024-03"))
    assert run("2024-01", "2024-01").street_months == ["2024-01"]
    assert [request.status for request in server.log[:2]] == [404, 404]
    note = json.loads((into / f"{member('2024-01')}.gz.source.json").read_text())
    assert (note["archive"], note["url"]) == ("2024-03", f"{server.address}/2024-03.zip")


def test_archives_are_asked_for_up_to_36_months_and_never_beyond_today(server, run) -> None:
    assert run("2020-01", "2020-01").missing == [("2020-01", "outcomes"), ("2020-01", "street")]
    asked = [request.path.split("/")[-1] for request in server.log]
    first = month_index("2020-01")
    assert asked == [f"{month_at(first + i)}.zip" for i in range(36)]
    server.log.clear()
    run("2024-04", "2024-04")
    assert [request.path[-11:] for request in server.log] == ["2024-04.zip", "2024-05.zip", "2024-06.zip"]


def test_one_archive_serves_every_month_it_holds(server, run) -> None:
    months = Period("2023-01", "2024-02").months
    write_archive(server.folder, "2024-02", months)
    assert run("2023-01", "2024-02").street_months == list(months)
    assert {request.path for request in server.log} == {"/archive/2024-02.zip"}


def test_longer_periods_are_read_from_several_archives(server, run) -> None:
    write_archive(server.folder, "2024-02", ("2024-01", "2024-02"))
    write_archive(server.folder, "2021-02", ("2021-01", "2021-02"))
    fetched = run("2021-01", "2024-02")
    assert fetched.street_months == ["2021-01", "2021-02", "2024-01", "2024-02"]
    assert len(fetched.missing) == 2 * (38 - 4)
    asked = [request.path for request in server.log if request.status == 404]
    assert len(asked) == len(set(asked)), "an archive that is not there is asked for once"


def test_month_in_no_archive_is_listed_and_the_others_fetched(server, run) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    fetched = run("2024-01", "2024-02")
    assert "Fetched: street 2024-02; outcomes 2024-02." in fetched.report
    assert "Not found in any archive that could hold it: street 2024-01; outcomes 2024-01." in fetched.report


def test_missing_outcomes_are_listed_without_asking_later_archives(server, run) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",), kinds=("street",))
    fetched = run("2024-02", "2024-02")
    assert (fetched.fetched, fetched.missing) == ([("2024-02", "street")], [("2024-02", "outcomes")])
    assert fetched.report.splitlines() == [
        "Fetched: street 2024-02.",
        "Already there and whole: none.",
        "Not found in any archive that could hold it: outcomes 2024-02.",
    ]
    assert {request.path for request in server.log} == {"/archive/2024-02.zip"}


def test_corrupt_member_names_archive_and_member_and_replaces_nothing(server, run, into) -> None:
    held = nw.write_month(into, "2024-02", "half a file", packed=True)
    before = held.read_bytes()
    spoil(write_archive(server.folder, "2024-02", ("2024-02",)), member("2024-02"))
    with pytest.raises(FetchFailed) as fault:
        run("2024-02", "2024-02")
    assert str(fault.value).startswith(f"2024-02.zip, member {member('2024-02')} at ")
    assert "what arrived is damaged" in str(fault.value)
    assert held.read_bytes() == before
    assert not list(into.rglob("*.part"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            lambda month: month_rows("2023-01"),
            "row 2, column 'Month' says 2023-01, but the file is for 2024-02",
        ),
        (lambda month: "<html>Sorry</html>\n", "row 1 is a web page"),
        (
            lambda month: month_rows(month).replace(f"{nw.FEED},{nw.FEED}", f"{nw.FEED},Elsewhere Police", 1),
            "row 2, column 'Falls within' names 'Elsewhere Police'",
        ),
    ],
    ids=["wrong month", "web page", "another force"],
)
def test_member_that_is_whole_but_wrong_is_refused_like_any_file(
    server, run, into, content, says: str
) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",), content)
    with pytest.raises(FetchFailed) as fault:
        run("2024-02", "2024-02")
    assert f"2024-02.zip, member {member('2024-02')}: {says}" in str(fault.value)
    assert f"{member('2024-02')}.gz" not in files_in(into)


def test_member_that_would_fill_the_disk_is_refused_unread(
    server, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.pipeline.months.archive.MAX_FILE_BYTES", 1000)
    write_archive(server.folder, "2024-02", ("2024-02",))
    with pytest.raises(FetchFailed, match="would unpack to"):
        run("2024-02", "2024-02")


def test_outcomes_of_fetched_months_are_dated_by_their_archive(server, run, into, nowhere) -> None:
    write_archive(server.folder, "2024-03", ("2024-01",))
    run("2024-01", "2024-01")
    (into / "2024-01").rename(nowhere.street / "2024-01")
    nowhere.add()
    coverage = (nowhere.data / "coverage.csv").read_text().splitlines()
    assert ",March 2024," in next(line for line in coverage if line.startswith("2024-01"))


def test_note_about_other_bytes_dates_nothing(server, run, into, nowhere) -> None:
    write_archive(server.folder, "2024-03", ("2024-01",))
    run("2024-01", "2024-01")
    (into / "2024-01").rename(nowhere.street / "2024-01")
    nw.write_month(nowhere.street, "2024-01", nw.usual_rows("2024-01", each=4), packed=True)
    nowhere.add()
    assert "March 2024" not in (nowhere.data / "coverage.csv").read_text()


# ---- the command


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "portal.cli", "data", "fetch", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, timeout=60)


def test_command_fetches_and_prints_how_to_add(server, into, built_nowhere) -> None:
    write_archive(server.folder, "2024-02", ("2024-01", "2024-02"))
    done = command("--force", built_nowhere.configuration, "--from", "2024-01", "--to", "2024-02",
                   "--archive", server.address, "--into", into)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Fetched: street 2024-01, 2024-02; outcomes 2024-01, 2024-02." in done.stdout
    assert f"portal data add --street {into}" in done.stdout


def test_command_can_add_at_once(server, into, nowhere) -> None:
    write_archive(server.folder, "2024-02", ("2024-02",))
    done = command("--force", nowhere.configuration, "--from", "2024-02", "--to", "2024-02",
                   "--archive", server.address, "--into", into, "--add", "--data", nowhere.data)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "February 2024: is added, 72 rows" in done.stdout
    assert "\n2024-02,supplied,72," in (nowhere.data / "coverage.csv").read_text()


def test_command_that_fails_says_one_sentence_with_its_own_exit_code(server, into, nowhere) -> None:
    (server.folder / "2024-02.zip").touch()
    server.ranges = False
    done = command("--force", nowhere.configuration, "--from", "2024-02", "--to", "2024-02",
                   "--archive", server.address, "--into", into)  # fmt: skip
    assert done.returncode == FetchFailed.exit_code
    assert done.stderr.strip().count("\n") == 0
    assert done.stderr.startswith("portal: 2024-02.zip at ")


def test_command_with_months_the_wrong_way_round_asks_to_swap_them(into) -> None:
    done = command("--from", "2024-02", "--to", "2024-01", "--into", into)
    assert (done.returncode, "swap the two months" in done.stderr) == (2, True)
