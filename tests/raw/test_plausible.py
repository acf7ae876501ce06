"""A real month, mutated: what cannot be believed is refused in one sentence, and taken only for a reason that is kept."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
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


def without(rows: Rows, crime_type: str) -> Rows:
    return [row for row in rows if row["Crime type"] != crime_type]


def swapped(row: dict[str, str]) -> dict[str, str]:
    return row | {"Longitude": row["Latitude"], "Latitude": row["Longitude"]}


ODD: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "no row with a place": (lambda rows: [row | NO_PLACE for row in rows], "0% of its rows are with a place"),
    "six in ten rows without a place": (lambda rows: [row | NO_PLACE if n % 10 < 6 else row for n, row in enumerate(rows)], "of its rows are with a place"),
    "three in a hundred on an unknown code": (lambda rows: [row | {"LSOA code": "E01999999"} if n % 33 == 0 else row for n, row in enumerate(rows)], "lie outside the force area or on unknown codes"),
    "every row doubled": (lambda rows: rows + rows, "rows where months near it have"),
    "all in one small area": (lambda rows: [row | {"LSOA code": "E01020065"} if row["LSOA code"] else row for row in rows], "100.0% of its rows lie in one small area"),
    "no incident": (lambda rows: without(rows, "Anti-social behaviour"), "0% of its rows are of anti-social behaviour"),
    "no violence": (lambda rows: without(rows, "Violence and sexual offences"), "rows"),
    "three in ten rows": (lambda rows: rows[: len(rows) * 3 // 10], "rows where months near it have"),
    "one row": (lambda rows: rows[:1], "it has 1 rows"),
    "coordinates at nought": (lambda rows: [row | {"Longitude": "0.0", "Latitude": "0.0"} if row["LSOA code"] else row for row in rows], "have coordinates outside the country"),
    "coordinates swapped": (lambda rows: [swapped(row) for row in rows], "have coordinates outside the country"),
    "one district missing": (lambda rows: [row for row in rows if not row["LSOA name"].startswith("Exeter")], "Exeter has 0"),
}  # fmt: skip


@pytest.mark.parametrize(("mutate", "says"), ODD.values(), ids=ODD)
def test_odd_month_is_refused_in_one_sentence_and_changes_nothing(
    data: Path, tmp_path: Path, real_rows: Rows, digest, mutate, says: str
) -> None:
    street, before = write(tmp_path / "street", mutate(real_rows)), digest(data)
    with pytest.raises(BadSource) as fault:
        add([street], data, today=TODAY)
    sentence = str(fault.value)
    assert says in sentence
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
