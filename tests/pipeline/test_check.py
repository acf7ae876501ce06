"""`portal data check` on tables somebody or something has spoilt: one sentence naming what is wrong."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import invented as nw
import pytest

from portal.errors import BadRequest, TableBreaksContract
from portal.pipeline.build import build
from portal.pipeline.check import check
from portal.pipeline.forces import load_force
from portal.pipeline.write import make_package, read_sources
from portal.tables.load import open_package
from portal.tables.placing import put_in_place


def fault_of(home) -> str:
    with pytest.raises(TableBreaksContract) as fault:
        check(home.data, home.geodata)
    assert "\n" not in str(fault.value)
    return str(fault.value)


def rewrite(home, name: str, column: str, old: str, new: str) -> None:
    """Changes cells of a table and its hash with them, as a faulty build would, so that only sense can tell."""
    package = open_package(home.data)
    tables = {resource.replace("-", "_"): package.table(resource) for resource in package.resources}
    cells = tables[name][column].astype(str).replace("<NA>", "")
    tables[name] = tables[name].assign(**{column: cells.replace(old, new)})
    about = {
        "force": load_force(home.configuration),
        "name": "on-the-record",
        "title": "Spoilt",
        "last_month": "2025-12",
    }
    _, files = make_package(home.data, tables, about, read_sources(home.data))
    put_in_place({home.data: files})


def test_sound_tables_pass_and_say_what_was_checked(nowhere) -> None:
    lines = check(nowhere.data, nowhere.geodata)
    assert [line.split(":")[0] for line in lines] == ["data", "geodata", "sums", "areas", "shapes"]


def test_changed_table_is_named(nowhere) -> None:
    path = nowhere.data / "lsoas.csv"
    path.write_text(path.read_text().replace("both", "2011", 1))
    assert fault_of(nowhere).startswith("lsoas.csv: its content is not what datapackage.json describes")


def test_missing_table_is_named(nowhere) -> None:
    (nowhere.data / "lsoas.csv").unlink()
    assert fault_of(nowhere).startswith("lsoas.csv: the file is missing")


# Stops the process dead between two moves, as a power cut would.
CRASH = """
import os, signal, sys
from pathlib import Path
from portal.pipeline.build import add

moved, move = [], os.replace
def replace(old, new):
    move(old, new)
    moved.append(new)
    if len(moved) == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace
add([Path(sys.argv[1])], Path(sys.argv[2]), force_name=sys.argv[3])
"""


@pytest.mark.parametrize("after_moves", [1, 7])
def test_tables_after_a_crash_between_two_moves_are_the_new_ones_whole(nowhere, after_moves) -> None:
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    line = [sys.executable, "-c", textwrap.dedent(CRASH), nowhere.street, nowhere.data, nowhere.configuration]
    done = subprocess.run(
        [*map(str, line), str(after_moves)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    reader = open_package(nowhere.data)
    assert all(reader.content(name) for name in reader.resources)
    assert reader.table("coverage").month.max() == "2026-01"
    assert check(nowhere.data, nowhere.geodata)


def test_tables_of_two_releases_side_by_side_are_called_a_mix(nowhere, built_nowhere) -> None:
    nw.write_month(nowhere.street, "2026-01", nw.usual_rows("2026-01"))
    nowhere.add()
    for name in ("coverage.csv", "crime_counts.csv.gz"):
        (nowhere.data / name).write_bytes((built_nowhere.data / name).read_bytes())
    sentence = fault_of(nowhere)
    assert sentence.startswith("data: 2 of ")
    assert (
        "(coverage.csv, crime_counts.csv.gz); the tables are a mix of two releases, so do not use them"
        in sentence
    )


def test_months_that_do_not_add_up_are_named(nowhere) -> None:
    rewrite(nowhere, "coverage", "row_count", "72", "73")
    assert fault_of(nowhere).startswith(
        "coverage: 2025-01, column 'row_count' is 73, but the count tables add up to 72"
    )


def test_area_without_its_parent_is_named(nowhere) -> None:
    rewrite(nowhere, "areas", "parent_code", nw.MSOA_UPPER, "E02999999")
    assert fault_of(nowhere).startswith(
        "areas: E01990001, column 'parent_code' names an area that is not there"
    )


def test_small_area_of_an_unknown_sector_is_named(nowhere) -> None:
    rewrite(nowhere, "lsoas", "sector_code", nw.UPPER, "E07999077")
    assert fault_of(nowhere).startswith(
        "lsoas: E01990001, column 'sector_code' names an area that is not there"
    )


def test_value_that_no_contract_allows_is_named_with_row_and_column(nowhere) -> None:
    rewrite(nowhere, "lsoas", "vintage", "both", "sometimes")
    sentence = fault_of(nowhere)
    assert "row 2, column vintage" in sentence
    assert "sometimes" in sentence


def test_shapes_of_another_build_are_told_apart(nowhere) -> None:
    path = nowhere.geodata / "shapes" / "lsoa.geojson"
    spoilt = path.read_text().replace(nw.SAME, "E01990077")
    path.write_text(spoilt)
    package = nowhere.geodata / "datapackage.json"
    described = json.loads(package.read_text())
    for resource in described["resources"]:
        if resource["path"] == "shapes/lsoa.geojson":
            resource["hash"] = "sha256:" + hashlib.sha256(spoilt.encode()).hexdigest()
            resource["bytes"] = len(spoilt.encode())
    package.write_text(json.dumps(described))
    assert fault_of(nowhere).startswith(
        f"shapes/lsoa.geojson: {nw.SAME} is here or in areas.csv, but not in both"
    )


def test_check_on_the_command_line_fails_with_one_sentence(nowhere) -> None:
    (nowhere.data / "lsoas.csv").unlink()
    line = [
        sys.executable,
        "-m",
        "portal.cli",
        "data",
        "check",
        "--data",
        nowhere.data,
        "--geodata",
        nowhere.geodata,
    ]
    done = subprocess.run(list(map(str, line)), capture_output=True, text=True, timeout=60)
    assert done.returncode == TableBreaksContract.exit_code
    assert done.stderr.startswith("portal: lsoas.csv: the file is missing")


def test_build_into_a_folder_without_contracts_says_so_before_it_starts(nowhere, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no contract folder here; --data must name a folder with contract/"):
        build([tmp_path / "not read"], nowhere.sources, tmp_path, nowhere.geodata, nowhere.configuration)
