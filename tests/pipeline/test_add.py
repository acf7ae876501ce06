"""Adding months: what is said before, what is refused, what is replaced, and that a fault changes nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import invented as nw
import pytest

from portal.errors import BadRequest, BadSource
from portal.pipeline.build import add
from portal.pipeline.check import check
from portal.tables import placing
from portal.tables.load import open_package

MONTH = "2025-12"  # 63 crimes and 9 incidents are held


def rows_held(home, month: str = MONTH) -> int:
    return int(open_package(home.data).table("coverage").set_index("month").row_count[month])


def fewer(rows: int) -> list[dict[str, str]]:
    return nw.usual_rows(MONTH)[-rows:]


def test_new_month_is_added_and_the_tables_still_agree(nowhere) -> None:
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    assert "January 2026: is added, 72 rows" in nowhere.add()
    assert rows_held(nowhere, "2026-01") == 72
    assert check(nowhere.data, nowhere.geodata)


def test_added_month_gives_the_same_counts_as_a_build_with_it(nowhere, built_nowhere) -> None:
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    nowhere.add()
    added = {name: (nowhere.data / name).read_bytes() for name in ("crime_counts.csv.gz", "coverage.csv")}
    shutil.copytree(built_nowhere.street, nowhere.street, dirs_exist_ok=True)
    nowhere.build()
    assert {name: (nowhere.data / name).read_bytes() for name in added} == added


def test_month_given_again_replaces_and_does_not_add_up(nowhere) -> None:
    nw.write_month(nowhere.street, MONTH, nw.usual_rows(MONTH, each=4))
    assert "December 2025: is replaced, 72 rows held, 81 given (+9)" in nowhere.add()
    assert rows_held(nowhere) == 81
    assert check(nowhere.data, nowhere.geodata)


def test_same_file_again_says_that_nothing_changes(nowhere, digest) -> None:
    nw.write_month(nowhere.street, MONTH, nw.usual_rows(MONTH))
    before = digest(nowhere.data)
    assert "December 2025: is left as it is, the same 72 rows are held" in nowhere.add()
    assert digest(nowhere.data) == before


def test_month_with_a_fifth_fewer_rows_is_refused(nowhere, digest) -> None:
    nw.write_month(nowhere.street, MONTH, fewer(57))
    before = digest(nowhere.data)
    with pytest.raises(BadSource) as fault:
        nowhere.add()
    assert str(fault.value) == (
        "2025-12-nowhere-street.csv: it has 57 rows, 21% fewer than the 72 held for December 2025; nothing was changed. "
        "If the force withdrew them, run the same command again with --replace"
    )
    assert digest(nowhere.data) == before


def test_month_with_slightly_fewer_rows_is_a_correction(nowhere) -> None:
    nw.write_month(nowhere.street, MONTH, fewer(58))
    assert "72 rows held, 58 given (-14)" in nowhere.add()


def test_replace_accepts_a_month_with_far_fewer_rows(nowhere) -> None:
    nw.write_month(nowhere.street, MONTH, fewer(50))
    nowhere.add(replace=True)
    assert rows_held(nowhere) == 50


def test_replace_is_no_reason_to_believe_an_odd_month(nowhere, digest) -> None:
    nw.write_month(nowhere.street, MONTH, fewer(20))
    before = digest(nowhere.data)
    with pytest.raises(BadSource, match="not like the months held"):
        nowhere.add(replace=True)
    assert digest(nowhere.data) == before
    nowhere.add(accept="The force withdrew the rest.")
    assert rows_held(nowhere) == 20


@pytest.mark.parametrize(
    ("other", "more"), [({}, ""), ({"Crime type": "Burglary"}, " and more")], ids=["three", "five"]
)
def test_three_things_that_are_odd_are_said_in_full_and_a_fourth_is_owned_up_to(
    nowhere, other: dict[str, str], more: str
) -> None:
    rows = [row | other if row["Crime type"] == "Shoplifting" else row for row in nw.usual_rows("2026-01")]
    rows[0]["Crime ID"] = rows[1]["Crime ID"]
    rows[2]["LSOA code"] = nw.NOWHERE_AT_ALL
    rows[3]["Latitude"] = "10.0"
    nw.write_month(nowhere.street, "2026-01", rows)
    with pytest.raises(BadSource) as fault:
        nowhere.add()
    assert str(fault.value) == (
        "2026-01-nowhere-street.csv: January 2026 is not like the months held: 1.4% of its rows repeat a crime ID; 1.4% of "
        "its rows have coordinates outside the country; 1 of its rows have a small-area code that was never issued"
        f"{more}; nothing was changed. If it is right all the same, run the command again with --accept and the reason"
    )


def test_one_month_that_shrinks_keeps_the_others_out_too(nowhere, digest) -> None:
    nw.write_month(nowhere.street, MONTH, fewer(20))
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    before = digest(nowhere.data)
    with pytest.raises(BadSource):
        nowhere.add()
    assert digest(nowhere.data) == before


def test_preview_says_what_would_change_and_writes_nothing(nowhere, digest) -> None:
    nw.write_month(nowhere.street, MONTH, nw.usual_rows(MONTH, each=4))
    nw.write_month(nowhere.street, "2023-01", nw.usual_rows("2023-01"))
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    before = digest(nowhere.data)
    said = nowhere.add(preview=True).splitlines()
    assert said == [
        "January 2023: would be added, 72 rows; the force is known not to have supplied it in full, so it stays missing "
        "on every page",
        "December 2025: would be replaced, 72 rows held, 81 given (+9)",
        "January 2026: would be added, 72 rows",
        "Nothing was written.",
    ]
    assert digest(nowhere.data) == before


def test_preview_on_the_command_line_writes_nothing(nowhere, digest) -> None:
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    before = digest(nowhere.data)
    line = [sys.executable, "-m", "portal.cli", "data", "add", "--preview", "--street", nowhere.street,
            "--data", nowhere.data, "--force", nowhere.configuration]  # fmt: skip
    done = subprocess.run(list(map(str, line)), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "January 2026: would be added, 72 rows\nNothing was written.\n" in done.stdout
    assert digest(nowhere.data) == before


def test_tables_of_a_force_of_ones_own_ask_for_its_configuration(nowhere) -> None:
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    with pytest.raises(
        BadRequest, match="about 'nowhere', which has no configuration here; give the path of its .toml"
    ):
        add([nowhere.street], nowhere.data)


def test_build_where_no_tables_lie_asks_for_the_force_and_writes_nothing(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "portal.cli", "data", "build", "--street", tmp_path, "--sources", tmp_path,
            "--data", tmp_path / "data", "--geodata", tmp_path / "geodata"]  # fmt: skip
    done = subprocess.run(list(map(str, line)), capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert done.stderr.endswith("no tables lie here yet, so the force is not known; name it with --force.\n")
    assert list(tmp_path.iterdir()) == []


def test_another_forces_months_are_not_added(nowhere) -> None:
    with pytest.raises(BadRequest, match="about 'nowhere' and --force names 'cleveland'"):
        add([nowhere.street], nowhere.data, force_name="cleveland")


def test_fault_while_writing_leaves_the_tables_as_they_were(
    nowhere, digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    before = digest(nowhere.data)

    written: list[Path] = []

    def until_full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == 4:
            raise OSError("No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(placing, "_write_through", until_full)
    with pytest.raises(OSError, match="No space"):
        nowhere.add()
    monkeypatch.undo()
    assert digest(nowhere.data) == before
    assert not list(nowhere.data.glob(".writing-*"))
