"""Files to take away hold the rows of the screen and the numbers of the API, and validators accept what describes them."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pytest
from csvw import CSVW
from frictionless import Package as FrictionlessPackage
from serving import Client
from test_answers import expect_fault

from portal.domain.record.period import Period
from portal.services.counted.area_map import area_map
from portal.services.files import file_formats
from portal.services.files.area_file import EVERYTHING, FIELDS, file_address
from portal.services.library.library import Library
from portal.services.library.selection import Selection

YEAR, AUDITED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
VIEWS = {
    "recorded": Selection("E07000042", YEAR, "all", "recorded_per_1000", "sector"),
    "small areas": Selection("E07000042", YEAR, "all", "recorded", "lsoa"),
    "joined areas": Selection("E07000042", AUDITED, "all", "unrecorded", "msoa"),
    "scenario": Selection("E07000042", YEAR, "violence", "unrecorded", "town", "cdi-2016"),
    "missing": Selection("E07000042", Period("2022-01", "2022-12"), "burglary", "recorded", "town"),
}
KINDS = ["csv", "xlsx", "geojson", "gpkg", "parquet", "zip"]


def rows_of(kind: str, body: bytes) -> list[dict[str, Any]]:
    """The rows of any format, with None for what is not known and numbers as numbers."""
    if kind == "zip":
        return rows_of("csv", zipfile.ZipFile(io.BytesIO(body)).read("areas.csv"))
    if kind == "csv":
        numbers = {field["name"] for field in FIELDS if field["type"] != "string"}
        read = csv.DictReader(io.StringIO(body.decode("utf-8")))
        return [{k: (float(v) if v else None) if k in numbers else v for k, v in row.items()} for row in read]
    if kind == "geojson":
        return [feature["properties"] for feature in json.loads(body)["features"]]
    packed = io.BytesIO(body)
    if kind == "gpkg":
        with warnings.catch_warnings():
            # Read from memory it has no file name, and so no ending.
            warnings.simplefilter("ignore", RuntimeWarning)
            frame = pd.DataFrame(geopandas.read_file(packed).drop(columns="geometry"))
    elif kind == "parquet":
        frame = pd.read_parquet(packed)
    else:
        frame = workbook(body, "Areas")
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def workbook(body: bytes, sheet: str) -> pd.DataFrame:
    """One sheet of a workbook, read from its XML: the portal writes workbooks and needs no library to read them."""
    import re
    from html import unescape

    archive = zipfile.ZipFile(io.BytesIO(body))
    names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
    shared = [
        unescape(t)
        for t in re.findall(
            r"<si><t[^>]*>(.*?)</t></si>", archive.read("xl/sharedStrings.xml").decode(), re.S
        )
    ]
    text = archive.read(f"xl/worksheets/sheet{names.index(sheet) + 1}.xml").decode()
    assert "<f>" not in text
    lines = []
    for row in re.findall(r"<row [^>]*>(.*?)</row>", text, re.S):
        cells = {}
        for column, kind, value in re.findall(
            r'<c r="([A-Z]+)\d+"(?: s="\d+")?( t="s")?><v>(.*?)</v></c>', row
        ):
            cells[column] = shared[int(value)] if kind else float(value)
        lines.append(cells)
    frame = pd.DataFrame(lines[1:], columns=list(lines[0])).astype(object)
    return frame.rename(columns=lines[0]).where(lambda cells: cells.notna(), None)  # fmt: skip


def same(cells: dict[str, Any]) -> dict[str, Any]:
    return {k: round(v, 6) if isinstance(v, (int, float)) else v for k, v in cells.items()}


@pytest.mark.parametrize("view", VIEWS)
def test_every_format_holds_the_rows_of_the_screen(client: Client, library: Library, view: str) -> None:
    selection = VIEWS[view]
    on_screen = area_map(library, selection).rows.counted_as.unique()
    plain = rows_of("csv", client.get(file_address("csv", selection, library.release)).body)
    assert [row["area_code"] for row in plain if row["row"] == "area"] == list(on_screen)
    for kind in KINDS[1:]:
        found = rows_of(kind, client.get(file_address(kind, selection, library.release)).body)
        empty = {"": None} if kind == "xlsx" else {}
        expected = [same({k: empty.get(v, v) for k, v in row.items()}) for row in plain]
        assert [same({k: empty.get(v, v) for k, v in row.items()}) for row in found] == expected, kind


@pytest.mark.parametrize("view", VIEWS)
def test_file_gives_the_figure_of_each_area(client: Client, library: Library, view: str) -> None:
    selection = VIEWS[view]
    rows = rows_of("csv", client.get(file_address("csv", selection, library.release)).body)
    rows = [row for row in rows if row["row"] in ("area", "force")]
    rows = [*rows[:40], rows[-1]]
    codes = ",".join(row["area_code"] for row in rows).replace("+", "%2B")
    asked = f"areas={codes}&from={selection.period.first}&to={selection.period.last}&crime={selection.crime}&limit=200"
    counted = client.get(f"/api/v1/figures?{asked}").json()["figures"]
    assert [row["recorded_count"] for row in rows] == [figure["value"] for figure in counted]
    assert [row["recorded_per_1000"] for row in rows] == [
        None if figure["per_1000"] is None else pytest.approx(figure["per_1000"], abs=1e-4)
        for figure in counted
    ]
    lens = f"&inspection={selection.inspection}" if selection.inspection else ""
    modelled = client.get(f"/api/v1/figures?{asked}&measure=unrecorded{lens}").json()["figures"]
    for row, figure in zip(rows, modelled if selection.is_estimated else counted, strict=True):
        assert (row["label"], row["basis"], row["inspection"] or None) == (
            figure["label"], figure["basis"]["kind"], figure["basis"]["inspection"],
        )  # fmt: skip
        # A number that may not be printed stands in no cell.
        value = figure["value"] if selection.is_estimated and figure["label"] != "range_only" else None
        assert row["estimated_unrecorded"] == (None if value is None else pytest.approx(value))
        ends = figure["range95"] or [None, None]
        if row["basis"] != "scenario":
            assert [row["estimated_lower"], row["estimated_upper"]] == [
                None if end is None else pytest.approx(end) for end in ends
            ]
        else:
            # A scenario has no one number, only the least and the most that the rates listed give.
            assert row["estimated_unrecorded"] is None
            assert row["estimated_lower"] <= row["estimated_upper"]


LEVELS = ("sector", "town", "msoa", "lsoa")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("period", [YEAR, AUDITED, Period("2019-01", "2019-03")], ids=lambda p: p.first)
def test_rows_of_a_level_add_up_to_the_figure_of_the_force(
    client: Client, library: Library, level: str, period: Period
) -> None:
    for crime in ("all", "anti-social-behaviour"):
        selection = Selection("E23000035", period, crime, "recorded", level)
        rows = rows_of("csv", client.get(file_address("csv", selection, library.release)).body)
        asked = f"area=E23000035&from={period.first}&to={period.last}&crime={crime}"
        whole = client.get(f"/api/v1/figure?{asked}").json()["value"]
        assert rows[-1]["row"] == "force"
        assert rows[-1]["recorded_count"] == whole
        assert sum(row["recorded_count"] for row in rows[:-1]) == whole
        assert [row["row"] for row in rows if row["row"] != "area"][-2:] == ["no_place", "force"]
        assert ("elsewhere" in [row["row"] for row in rows]) == (level == "town")


@pytest.mark.parametrize("view", VIEWS)
def test_every_number_has_its_printed_form_outside_it_or_a_reason_why_it_is_not_there(
    client: Client, library: Library, view: str
) -> None:
    selection = VIEWS[view]
    rows = rows_of("csv", client.get(file_address("csv", selection, library.release)).body)
    for row in rows:
        for low, high in (
            ("estimated_lower", "estimated_upper"),
            ("if_rate_held_lower", "if_rate_held_upper"),
        ):
            if row[low] is None:
                assert row[f"{low}_print"] is row[f"{high}_print"] is None
            elif row["basis"] != "scenario":
                assert row[f"{low}_print"] <= row[low] + 1e-4
                assert row[f"{high}_print"] >= row[high] - 1e-4
        if row["label"] in ("range_only", "not_shown"):
            assert row["estimated_unrecorded"] is row["estimated_unrecorded_print"] is None
        assert bool(row["not_shown_because"]) >= (row["label"] == "not_shown")
        if row["row"] == "area" and row["label"] != "not_shown":
            assert row["not_shown_because"] == ""


def test_ends_of_a_rate_to_print_are_those_that_its_sentence_prints(client: Client, library: Library) -> None:
    for level in ("sector", "town", "ward"):
        selection = Selection("E07000042", Period("2025-01", "2025-12"), "all", "recorded_per_1000", level)
        rows = rows_of("csv", client.get(file_address("csv", selection, library.release)).body)
        rated = [row for row in rows if row["recorded_per_1000"] is not None and row["row"] == "area"]
        assert len(rated) > 10
        assert all(round(row["recorded_per_1000"], 4) == row["recorded_per_1000"] for row in rated)
        for row in rated[:15]:
            low, high = row["recorded_per_1000_lower_print"], row["recorded_per_1000_upper_print"]
            asked = f"area={row['area_code']}&from=2025-01&to=2025-12"
            said = client.get(f"/api/v1/figure?{asked}").json()["sentence"]
            assert f"({low:,.1f} to {high:,.1f})" in said


def test_caveats_are_those_of_the_level_and_of_no_one_area(client: Client, library: Library) -> None:
    """The first sector is a visitor place or not; the file says it of every place by name, and of none alone."""
    for view in ("recorded", "joined areas"):
        caveats = client.get(file_address("geojson", VIEWS[view], library.release)).json()["caveats"]
        assert not any("recorded here" in caveat for caveat in caveats)
        assert len(caveats) == len(set(caveats))
    recorded = client.get(file_address("geojson", VIEWS["recorded"], library.release)).json()["caveats"]
    assert any("no place or a place outside" in caveat for caveat in recorded)
    estimated = client.get(file_address("geojson", VIEWS["joined areas"], library.release)).json()["caveats"]
    assert any("any of these areas separately" in caveat for caveat in estimated)


def test_shapes_are_whole_and_areas_counted_together_are_one(client: Client, library: Library) -> None:
    address = file_address("geojson", VIEWS["joined areas"], library.release)
    content = client.get(address).json()
    frame = geopandas.GeoDataFrame.from_features(content["features"])
    assert list(frame.row.tail(2)) == ["no_place", "force"]
    frame = frame[frame.row == "area"]
    assert len(frame) == 231
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.is_empty.any()
    assert "E02007027+E02007028" in set(frame.area_code)
    assert content["release"] == library.release
    assert content["caveats"]


@pytest.mark.parametrize("view", ["joined areas", "missing"])
def test_validators_accept_what_describes_the_table(
    client: Client, library: Library, view: str, tmp_path: Path
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(client.get(file_address("zip", VIEWS[view], library.release)).body))
    archive.extractall(tmp_path)
    report = FrictionlessPackage(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert CSVW(str(tmp_path / "areas.csv-metadata.json"), validate=True).is_valid
    said = (tmp_path / "README.txt").read_text(encoding="utf-8")
    for field in FIELDS:
        assert f"- {field['name']}: " in said
    assert f"release {library.release}" in said
    assert "data.police.uk" in said


def test_everything_holds_every_table_described_for_both_kinds_of_program(
    client: Client, library: Library, tmp_path: Path
) -> None:
    reply = client.get(f"{EVERYTHING}?release={library.release}")
    archive = zipfile.ZipFile(io.BytesIO(reply.body))
    archive.extractall(tmp_path)
    report = FrictionlessPackage(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    described = json.loads((tmp_path / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = {table["url"]: table for table in described["tables"]}
    for name, resource in library.data.resources.items():
        table = tables.pop(resource["path"].removesuffix(".gz"))
        assert [c["name"] for c in table["tableSchema"]["columns"]] == list(library.data.table(name))
    assert tables == {}
    # The largest tables take this validator minutes; their columns are described like the others'.
    described["tables"] = [t for t in described["tables"] if (tmp_path / t["url"]).stat().st_size < 40_000]
    assert len(described["tables"]) > 15
    (tmp_path / "small.json").write_text(json.dumps(described), encoding="utf-8")
    assert CSVW(str(tmp_path / "small.json"), validate=True).is_valid


@pytest.mark.parametrize("kind", KINDS)
def test_file_is_named_kept_and_the_same_each_time(client: Client, library: Library, kind: str) -> None:
    address = file_address(kind, VIEWS["recorded"], library.release)
    reply = client.get(address)
    assert (
        f'filename="on-the-record-sector-all-recorded-2025-01-2025-12-{library.release}.{kind}"'
        in reply.headers["content-disposition"]
    )
    assert client.get(address, If_None_Match=reply.headers["etag"]).status == 304
    assert int(reply.headers["ratelimit-limit"]) > int(reply.headers["ratelimit-remaining"])


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("/download/areas.exe?level=town&from=2025-01&to=2025-12", 404, "path"),
        ("/download/areas.csv?from=2025-01&to=2025-12", 422, "query: level"),
        ("/download/areas.csv?level=force&from=2025-01&to=2025-12", 422, "query: level"),
        ("/download/areas.csv?level=town&from=2025-01", 422, "query: to"),
        ("/download/areas.csv?level=town&from=2025-01&to=2025-12&release=x", 404, "query: release"),
        ("/download/everything.zip?release=../../etc", 404, "query: release"),
        ("/download/everything.zip?level=town", 422, "query: level"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_made_is_a_fault(client: Client, address: str, status: int, where: str) -> None:
    expect_fault(client.get(address), status, where)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_left_as_text(text: str) -> None:
    rows = pd.DataFrame({"area_name": [text], "recorded_count": [-1]})
    read = csv.reader(io.StringIO(file_formats.as_csv(rows).decode("utf-8"), newline=""))
    assert list(read)[1] == [f"'{text.strip()}", "-1"]
    fields = [{"name": name, "description": "x", "empty": "never"} for name in rows]
    made = workbook(file_formats.as_workbook(rows, fields, "Read", "Title"), "Areas")
    assert made.area_name[0].startswith("'")
