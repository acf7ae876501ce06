"""The rows of a map as a table to take away: always the same columns, each described, and what must be read with them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from portal.domain.record.area import LEVEL_WORDS
from portal.domain.record.crime import crime_words
from portal.domain.record.figure import SMALL_NUMBER, Source
from portal.errors import BadRequest
from portal.estimator import audited_inspection
from portal.services.counted.area_map import AreaMap, area_map
from portal.services.counted.figure import figure
from portal.services.files.area_fields import FIELDS, KEY, NAME
from portal.services.files.whole_rows import add_printed, level_caveats, why_nothing, with_whole
from portal.services.library.freshness import lasting_words
from portal.services.library.library import Library
from portal.services.library.numbers import printed_rate
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import COLUMNS

FOLDER = "/download"
# A table of areas is named and keyed alike wherever it is described.
__all__ = ["FIELDS", "KEY", "NAME", "AreaFile", "area_file", "file_address"]
EVERYTHING = f"{FOLDER}/everything.zip"
ADDRESS_KEYS = ("level", "from", "to", "crime", "measure", "inspection", "spread", "release")


def file_address(kind: str, selection: Selection, release: str) -> str:
    """Where this server hands out the areas of a view as a file of one kind: csv, xlsx, geojson, gpkg, parquet or zip."""
    asked = selection.address() | {"measure": selection.measured.figure}
    asked["release"] = release
    return f"{FOLDER}/{NAME}.{kind}?{urlencode({key: asked[key] for key in ADDRESS_KEYS if asked[key]})}"


@dataclass(frozen=True, eq=False)
class AreaFile:
    """One table ready to be written in any format. `title` and `sentence` say what it holds, for where and when.

    `counted_as` gives for each area drawn the area whose row it belongs to; they differ where old codes cannot part two.
    """

    rows: pd.DataFrame
    level: str
    title: str
    sentence: str
    caveats: tuple[str, ...]
    sources: tuple[Source, ...]
    release: str
    counted_as: dict[str, str]


def area_file(library: Library, selection: Selection, shown: AreaMap | None = None) -> AreaFile:
    """Every area of the level once, with the same numbers as the map and as each area's own figure.

    Raises BadRequest for a level that has no map.
    """
    if selection.level == "force":
        raise BadRequest("the force is one area and has no table of areas; ask for its figure")
    shown = shown or area_map(library, selection)
    rows = _rows(library, selection, shown)
    measure = selection.measured.figure
    whole = figure(
        library, library.force.code, selection.period, selection.crime, measure, selection.inspection or None,
        selection.spread,
    )  # fmt: skip
    what = f"{'Recorded' if measure == 'recorded' else 'Unrecorded'} {crime_words(selection.crime)}"
    title = f"{what} by {LEVEL_WORDS[shown.level][0]}, {library.force.name}, {selection.period.words}"
    areas = int((rows.row == "area").sum())
    sentence = f"{areas:,} {LEVEL_WORDS[shown.level][1]}, one a row, then what is in none of them, and the whole force. {shown.notice}"
    counted_as = dict(zip(shown.rows.area_code, shown.rows.counted_as, strict=True))
    caveats = (*level_caveats(library, shown, whole), lasting_words(library.record.supplied_months[-1]))
    return AreaFile(
        rows, shown.level, title, sentence.strip(), caveats, whole.sources, library.release, counted_as
    )


def _small_number(rows: pd.DataFrame) -> pd.Series:
    few = (rows.recorded_count < SMALL_NUMBER).map({True: "yes", False: "no"})
    return few.where(rows.recorded_per_1000.notna(), "").fillna("").astype(str)


def _rows(library: Library, selection: Selection, shown: AreaMap) -> pd.DataFrame:
    rows = shown.rows.drop_duplicates("counted_as").reset_index(drop=True)
    table = pd.DataFrame(
        {
            "area_code": rows.counted_as,
            "area_name": rows.area_name,
            "level": shown.level,
            "sector_name": rows.sector_name.fillna(""),
            "row": "area",
            "recorded_count": rows.recorded_count.astype("Int64"),
            "recorded_per_1000": rows.recorded_per_1000,
            "recorded_per_1000_lower": rows.recorded_per_1000_lower,
            "recorded_per_1000_upper": rows.recorded_per_1000_upper,
            "resident_count": rows.resident_count,
        }
    )
    table = with_whole(library, selection, shown.level, _with_estimates(library, selection, rows, table))
    table = table.assign(
        crime=selection.crime,
        small_number=_small_number(table),
        residents_source=shown.population_source,
        release=library.release,
    )
    table["from"], table["to"] = selection.period.first, selection.period.last
    for end in ("lower", "upper"):
        ends = table[f"recorded_per_1000_{end}"].astype("Float64")
        table[f"recorded_per_1000_{end}_print"] = ends.map(printed_rate, na_action="ignore").astype("Float64")
        table[f"recorded_per_1000_{end}"] = ends.round(4)
    table["recorded_per_1000"] = table.recorded_per_1000.astype("Float64").round(4)
    return table[[field["name"] for field in FIELDS]]


def _with_estimates(
    library: Library, selection: Selection, rows: pd.DataFrame, table: pd.DataFrame
) -> pd.DataFrame:
    """The same rows with the columns of estimates, which are empty where none was asked for."""
    held = rows.recorded_count.notna()
    if selection.is_estimated:
        # Recorded and estimated never share a column; the label says how much weight a row bears.
        estimates, scenario = rows[list(COLUMNS)], bool((rows.label == "scenario").any())
        label, basis = (
            rows.label.replace("scenario", "caution" if library.is_first_edition else "range_only"),
            "scenario" if scenario else "audited",
        )
        used = selection.inspection or audited_inspection(library.audits, selection.period) or ""
        because = rows.why_not if "why_not" in rows else pd.Series("", index=rows.index)
    else:
        estimates = pd.DataFrame(pd.NA, index=rows.index, columns=COLUMNS[:-1], dtype="Float64")
        label, basis, used = held.map({True: "number", False: "not_shown"}), "counted", ""
        because = rows.why_not if "why_not" in rows else pd.Series("", index=rows.index)
    for column in COLUMNS[:-1]:
        table[column] = estimates[column]
    add_printed(table, rows, label)
    if not library.is_first_edition:
        # What may not be printed stands in no cell.
        table["estimated_unrecorded"] = table.estimated_unrecorded.where(label != "range_only", pd.NA)
    table["label"] = label
    shown_rows = label != "not_shown"
    why = why_nothing(library, selection)
    table["not_shown_because"] = because.where(because != "", why).where(~shown_rows, "")
    table["basis"] = shown_rows.map({True: basis, False: "none"})
    table["inspection"] = shown_rows.map({True: used, False: ""})
    return table
