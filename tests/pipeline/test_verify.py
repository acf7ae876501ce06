"""The verification kit: a reader's own files give the published numbers, or it says which they do not."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import invented
import pytest
from typer.testing import CliRunner

from portal.cli import app
from portal.errors import BadSource
from portal.pipeline.verify import verify

MONTH = "2025-06"


@pytest.fixture
def raw(built_nowhere: Any, tmp_path: Path) -> Path:
    """The official files of Nowhere as a reader may have downloaded them."""
    shutil.copytree(built_nowhere.sources, tmp_path / "raw")
    shutil.copytree(built_nowhere.street, tmp_path / "raw" / "police_uk")
    return tmp_path / "raw"


def street_file(raw: Path) -> Path:
    return raw / "police_uk" / MONTH / f"{MONTH}-{invented.SLUG}-street.csv.gz"


def without_one_crime(raw: Path) -> None:
    """One burglary fewer in the month."""
    lines = gzip.decompress(street_file(raw).read_bytes()).split(b"\n")
    lines.pop(
        next(at for at, line in enumerate(lines) if b"Burglary" in line and invented.SAME.encode() in line)
    )
    street_file(raw).write_bytes(gzip.compress(b"\n".join(lines)))


def test_the_same_files_give_every_number_and_the_same_release(
    built_nowhere: Any, raw: Path, digest: Callable[..., str]
) -> None:
    before = digest(built_nowhere.data, built_nowhere.geodata)
    found = verify(raw, built_nowhere.data, built_nowhere.geodata, built_nowhere.configuration)
    assert found.differing == []
    assert found.lines[0] == "24 of 24 published months are in the files given."
    assert "crime-counts: the same, " in "\n".join(found.lines)
    release = found.lines[-1].removeprefix("The release made from your files is ").split("; ours is ")
    assert release[0] == release[1].removesuffix(".")
    assert digest(built_nowhere.data, built_nowhere.geodata) == before


@pytest.mark.parametrize("alone", [False, True], ids=["whole", "street files alone"])
def test_one_crime_fewer_is_found_and_named(built_nowhere: Any, raw: Path, alone: bool) -> None:
    without_one_crime(raw)
    if alone:
        shutil.rmtree(raw / "lookups")
    found = verify(raw, built_nowhere.data, built_nowhere.geodata, built_nowhere.configuration)
    said = "\n".join(found.lines)
    # Map classes hang on all counts of a year, and are not made from street files alone.
    expected = {"crime_counts", "outcome_counts", "coverage"} | (set() if alone else {"map_classes"})
    assert {name.replace("-", "_") for name in found.differing} == expected
    fewer = f"  {MONTH} {invented.SAME} burglary: recorded_count is '1' in ours and no row from your files"
    assert fewer in said
    assert f"  {MONTH}: row_count is " in said
    assert ("Only counts are made again" in said) == alone


def test_street_files_of_one_month_are_enough_for_its_counts(built_nowhere: Any, raw: Path) -> None:
    only = raw.parent / "one" / MONTH
    only.mkdir(parents=True)
    shutil.copy(street_file(raw), only)
    found = verify(only.parent, built_nowhere.data, built_nowhere.geodata, built_nowhere.configuration)
    assert found.differing == []
    assert found.lines[0] == "1 of 24 published months are in the files given."


@pytest.mark.parametrize("what", ["nothing", "another month"])
def test_files_that_compare_with_nothing_are_refused(built_nowhere: Any, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "mine"
    if what == "another month":
        invented.write_month(folder, "2019-01", invented.usual_rows("2019-01"))
    with pytest.raises(
        BadSource, match="there is no such folder" if what == "nothing" else "no street file of nowhere"
    ):
        verify(folder, built_nowhere.data, built_nowhere.geodata, built_nowhere.configuration)


def test_command_names_the_tables_that_differ_and_fails(built_nowhere: Any, raw: Path) -> None:
    def check() -> Any:
        folders = ["--data", str(built_nowhere.data), "--geodata", str(built_nowhere.geodata)]
        return CliRunner().invoke(
            app, ["data", "check", "--from-raw", str(raw), "--force", built_nowhere.configuration, *folders]
        )

    assert check().exit_code == 0
    without_one_crime(raw)
    failed = check()
    assert failed.exit_code != 0
    assert "tables differ from your files: coverage, crime-counts, map-classes, outcome-counts" in str(
        failed.exception
    )
