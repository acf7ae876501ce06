"""Publishing: what is kept, what the log says moved, and what a later change must not do to an older release."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import invented
import pandas as pd
import pytest
from csvw import CSVW
from frictionless import Package as FrictionlessPackage
from invented_releases import publishable

from portal.errors import BadRequest, TableBreaksContract
from portal.pipeline.release import check_releases, publish
from portal.tables.load import open_package
from portal.tables.releases import kept_releases, open_kept, open_log

FIRST, SECOND = date(2026, 1, 31), date(2026, 2, 28)
REVISED, ADDED = "2025-06", "2026-01"


@pytest.fixture
def home(nowhere: Any, repo: Path) -> Any:
    publishable(nowhere.data, repo)
    return nowhere


def add_months(home: Any) -> None:
    """One month given again with two more crimes, and a new one."""
    rows = invented.usual_rows(REVISED)
    rows += [invented.crime(REVISED, 90_000 + n, invented.PLAIN_ONE) for n in range(2)]
    invented.write_month(home.street, REVISED, rows)
    invented.write_month(home.street, ADDED, invented.usual_rows(ADDED))
    home.add()


def log_table(home: Any, name: str) -> pd.DataFrame:
    log = open_log(home.data)
    assert log is not None
    return log.table(name)


def test_log_says_what_moved_by_how_much_and_why(home: Any) -> None:
    publish(home.data, home.geodata, "The first.", FIRST)
    first = open_package(home.data).release
    add_months(home)
    publish(home.data, home.geodata, "A month came\nand one was mended.", SECOND)
    listed = log_table(home, "releases")
    assert list(listed.release) == [first, open_package(home.data).release]
    assert list(listed.published_on) == ["2026-01-31", "2026-02-28"]
    assert listed.why.iloc[1] == "A month came and one was mended."
    changes = log_table(home, "release_changes").set_index(["kind", "item"])
    before = len(invented.usual_rows(REVISED))
    assert changes.loc[("month_revised", REVISED), ["before", "after"]].tolist() == [before, before + 2]
    assert list(changes.loc["month_revised"].index) == [REVISED], "a month that is as it was is not listed"
    # One count of crimes and one of outcomes.
    assert changes.loc[("month_revised", REVISED), "changed_count"] == 2
    assert pd.isna(changes.loc[("month_added", ADDED), "before"])
    assert changes.loc[("month_added", ADDED), "after"] == len(invented.usual_rows(ADDED))
    moved = changes.loc["figure_moved"]
    year = f"{invented.LOWER} 2025-01 2025-12 all recorded"
    assert moved.loc[year, "after"] == moved.loc[year, "before"] + 2
    assert f"{invented.UPPER} 2025-01 2025-12 all recorded" not in moved.index
    assert set(changes.release) == {listed.release.iloc[1]}
    # Every area of every level is asked, and where two crimes came all of them say so.
    areas = open_package(home.data).table("areas")
    figures = log_table(home, "release_figures")
    assert set(figures.area_code) == set(areas.area_code)
    levels = dict(zip(areas.area_code, areas.level, strict=True))
    assert {levels[item.split(" ")[0]] for item in moved.index} >= {"force", "sector", "msoa", "lsoa"}


def test_figure_that_was_not_logged_is_compared_from_the_kept_tables(home: Any) -> None:
    """A release logged when fewer levels were asked says of the others too what moved."""
    publish(home.data, home.geodata, "The first.", FIRST)
    path = home.data / "releases" / "release_figures.csv"
    figures = pd.read_csv(path, dtype=str, keep_default_na=False)
    levels = open_package(home.data).table("areas").set_index("area_code").level
    figures[figures.area_code.map(levels) == "force"].to_csv(path, index=False, lineterminator="\n")
    description = json.loads((home.data / "releases" / "datapackage.json").read_text())
    for resource in description["resources"]:
        if resource["path"] == path.name:
            resource["hash"] = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    (home.data / "releases" / "datapackage.json").write_text(json.dumps(description))
    add_months(home)
    publish(home.data, home.geodata, "A month came.", SECOND)
    moved = log_table(home, "release_changes").query("kind == 'figure_moved'")
    assert {levels[item.split(" ")[0]] for item in moved.item} >= {"force", "sector", "msoa", "lsoa"}


def test_kept_file_is_the_release_byte_for_byte_and_valid(home: Any, tmp_path: Path) -> None:
    publish(home.data, home.geodata, "The first.", FIRST)
    here = open_package(home.data)
    kept = open_kept(kept_releases(home.data)[here.release])
    assert {name: kept.content(name) for name in kept.resources} == {
        name: here.content(name) for name in here.resources
    }
    zipfile.ZipFile(kept_releases(home.data)[here.release]).extractall(tmp_path / "out")
    assert FrictionlessPackage(str(tmp_path / "out" / "datapackage.json")).validate().valid
    assert CSVW(str(tmp_path / "out" / "csv-metadata.json"), validate=True).is_valid


def test_publishing_again_adds_to_the_reason_and_changes_nothing_else(
    home: Any, digest: Callable[..., str]
) -> None:
    publish(home.data, home.geodata, "The frist.", FIRST)
    kept = digest(*[home.data / "releases" / "contract"]), kept_releases(home.data)
    for _ in range(2):
        publish(home.data, home.geodata, "The first.", SECOND)
    assert (digest(*[home.data / "releases" / "contract"]), kept_releases(home.data)) == kept
    listed = log_table(home, "releases")
    assert listed.why[0] == "The frist. Added on 28 February 2026: The first."
    assert (listed.published_on[0], len(listed)) == ("2026-01-31", 1)


def test_publishing_without_a_reason_changes_nothing(home: Any, digest: Callable[..., str]) -> None:
    before = digest(home.data)
    with pytest.raises(BadRequest, match="needs a reason"):
        publish(home.data, home.geodata, " ", FIRST)
    assert digest(home.data) == before


def test_check_asks_every_kept_release_again(home: Any) -> None:
    assert "none published yet" in check_releases(home.data, home.geodata)
    publish(home.data, home.geodata, "The first.", FIRST)
    add_months(home)
    assert "1 kept, each gives the figures it gave" in check_releases(home.data, home.geodata)
    assert "not published yet" in check_releases(home.data, home.geodata)


def test_check_finds_a_release_that_answers_otherwise(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(home.data, home.geodata, "The first.", FIRST)
    # A change of method that reaches back into what was published.
    monkeypatch.setattr("portal.services.counted.figure.area_count", lambda *_: 1)
    with pytest.raises(
        TableBreaksContract, match=r"figures are not what they were; the first is .* all recorded, "
    ):
        check_releases(home.data, home.geodata)


def test_check_finds_a_kept_file_that_is_damaged_or_misnamed(home: Any) -> None:
    publish(home.data, home.geodata, "The first.", FIRST)
    path = next(iter(kept_releases(home.data).values()))
    shutil.copy(path, path.with_name("2025-12-00000000.zip"))
    with pytest.raises(TableBreaksContract, match="does not name so"):
        check_releases(home.data, home.geodata)
    path.with_name("2025-12-00000000.zip").unlink()
    with zipfile.ZipFile(path) as whole:
        held = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w") as damaged:
        for name, content in held.items():
            damaged.writestr(name, content + (b"x\n" if name == "areas.csv" else b""))
    with pytest.raises(TableBreaksContract, match=r"areas\.csv"):
        check_releases(home.data, home.geodata)
