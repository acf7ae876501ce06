"""A real month, mutated: what cannot be believed is refused in one sentence, and taken only for a reason that is kept."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from plain_count import text_of

from portal.domain.record.period import Period
from portal.errors import BadSource
from portal.pipeline.build import add
from portal.pipeline.months.plausible import month_profile, oddities
from portal.services.counted.figure import figure
from portal.services.library.library import open_library
from portal.tables.load import open_package

pytestmark = pytest.mark.raw
NEW, TODAY = "2026-01", date(2026, 11, 27)
Rows = list[dict[str, str]]
PROFILED = ("crime_counts", "incident_counts", "unplaced_counts", "coverage", "lsoas")
NO_PLACE = {"Longitude": "", "Latitude": "", "Location": "No Location", "LSOA code": "", "LSOA name": ""}


@pytest.fixture(scope="module")
def real_rows(sources: Path) -> Rows:
    """December 2025 as if it were January 2026, which is not held."""
    path = sources / "police_uk" / "2025-12" / "2025-12-devon-and-cornwall-street.csv.gz"
    return [row | {"Month": NEW} for row in csv.DictReader(io.StringIO(text_of(path), newline=""))]


@pytest.fixture
def data(repo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(repo / "data", tmp_path / "data", ignore=shutil.ignore_patterns("releases")))


def write(folder: Path, rows: Rows, month: str = NEW) -> Path:
    path = folder / month / f"{month}-devon-and-cornwall-street.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def typed(rows: Rows, old: str, new: str) -> Rows:
    return [row | {"Crime type": new} if row["Crime type"] == old else row for row in rows]


def test_month_without_one_district_is_refused_and_changes_nothing(
    data: Path, tmp_path: Path, real_rows: Rows, digest
) -> None:
    without_exeter = [row for row in real_rows if not row["LSOA name"].startswith("Exeter")]
    street, before = write(tmp_path / "street", without_exeter), digest(data)
    with pytest.raises(BadSource) as fault:
        add([street], data, today=TODAY)
    sentence = str(fault.value)
    assert "Exeter has 0" in sentence
    assert "--accept" in sentence
    assert "\n" not in sentence
    assert digest(data) == before


def test_odd_month_taken_for_a_reason_keeps_it_beside_every_figure(
    repo: Path, data: Path, tmp_path: Path, real_rows: Rows
) -> None:
    no_places = [row | NO_PLACE for row in real_rows]
    add([write(tmp_path / "street", no_places)], data, accept="The force says so.", today=TODAY)
    row = open_package(data).table("coverage").set_index("month").loc[NEW]
    assert (row.accepted, row.below_force) == ("The force says so.", "not_counted")
    library = open_library(data, repo / "geodata")
    month = Period(NEW, NEW)
    whole, part = (figure(library, code, month) for code in (library.force.code, "E07000042"))
    assert whole.value == sum(r["Crime type"] != "Anti-social behaviour" for r in real_rows)
    assert "The force says so." in whole.caveats[0]
    assert part.value is None
    assert "names too few places" in part.sentence


def test_usual_month_is_taken_without_a_reason(data: Path, tmp_path: Path, real_rows: Rows) -> None:
    add([write(tmp_path / "street", real_rows)], data, today=TODAY)
    row = open_package(data).table("coverage").set_index("month").loc[NEW]
    assert (row.odd, row.accepted, row.below_force, row.row_count) == ("", "", "counted", len(real_rows))


@pytest.mark.parametrize("new_word", ["Violence Against the Person", "Knife crime"])
def test_new_type_holds_back_only_itself(
    repo: Path, data: Path, tmp_path: Path, real_rows: Rows, new_word: str
) -> None:
    old = "Violence and sexual offences" if "Violence" in new_word else "Possession of weapons"
    add([write(tmp_path / "street", typed(real_rows, old, new_word))], data, today=TODAY)
    library, month = open_library(data, repo / "geodata"), Period(NEW, NEW)
    whole = figure(library, library.force.code, month)
    assert whole.value == sum(r["Crime type"] != "Anti-social behaviour" for r in real_rows)
    assert new_word in whole.caveats[0]
    assert figure(library, library.force.code, month, old.lower().replace(" ", "-")).value is None
    burglaries = figure(library, library.force.code, month, "burglary").value
    assert burglaries == sum(r["Crime type"] == "Burglary" for r in real_rows)


def test_renamed_force_is_taken_and_named(data: Path, tmp_path: Path, real_rows: Rows) -> None:
    renamed = [row | {"Falls within": "Westcountry Constabulary"} for row in real_rows]
    add([write(tmp_path / "street", renamed)], data, today=TODAY)
    assert open_package(data).table("coverage").unnamed_words.iloc[-1] == "Westcountry Constabulary"


@pytest.mark.parametrize(
    ("month", "says"),
    [("2099-12", "is not over yet"), ("2026-11", "is not over yet"), ("2009-01", "begin with December 2010"),
     ("2026-13", "is no month")],
)  # fmt: skip
def test_month_that_cannot_be_is_refused_even_with_a_reason(
    data: Path, tmp_path: Path, real_rows: Rows, digest, month: str, says: str
) -> None:
    street = write(tmp_path / "street", [row | {"Month": month} for row in real_rows[:50]], month)
    before = digest(data)
    with pytest.raises(BadSource, match=says):
        add([street], data, accept="Because.", today=TODAY)
    assert digest(data) == before


def test_every_month_held_is_like_the_others_held(repo: Path) -> None:
    package = open_package(repo / "data")
    profile = month_profile(*(package.table(name) for name in PROFILED))
    assert len(profile) >= 102
    assert {m: found for m in profile.index if (found := oddities(m, profile.loc[m], profile, {}))} == {}
