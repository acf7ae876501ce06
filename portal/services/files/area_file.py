"""The rows of a map as a table to take away: always the same columns, each described, and what must be read with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from portal.domain.record.area import LEVEL_WORDS
from portal.domain.record.crime import crime_words
from portal.domain.record.figure import SMALL_NUMBER, Source
from portal.errors import BadRequest
from portal.estimator import audited_inspection
from portal.services.counted.area_map import AreaMap, area_map
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import COLUMNS

NAME = "areas"
KEY = ["area_code"]
_TEXT, _COUNT, _NUMBER = "string", "integer", "number"
FIELDS: tuple[dict[str, Any], ...] = tuple(
    {"name": name, "type": kind, "description": meaning, "empty": empty}
    for name, kind, meaning, empty in (
        ("area_code", _TEXT, "Official code, or ours: town:name, and two codes with a plus that older records do not tell apart.", "never"),
        ("area_name", _TEXT, "Name of the area.", "never"),
        ("level", _TEXT, "sector (district footprint), town, msoa (neighbourhood) or lsoa (small area).", "never"),
        ("sector_name", _TEXT, "The sector it lies in.", "it lies in none"),
        ("from", _TEXT, "First month of the period, YYYY-MM.", "never"),
        ("to", _TEXT, "Last month of the period, YYYY-MM.", "never"),
        ("crime", _TEXT, "all, an audit group or a published type; all never holds anti-social behaviour.", "never"),
        ("recorded_count", _COUNT, "Crimes (or incidents) the force recorded. 0 means none recorded.", "a month is missing"),
        ("recorded_per_1000", _NUMBER, "Recorded per 1,000 residents.", "the period is not 12 months, or a month is missing"),
        ("recorded_per_1000_lower", _NUMBER, "Low end of that rate's 95% range: chance, and how much such places move from year to year.", "as for recorded_per_1000"),
        ("recorded_per_1000_upper", _NUMBER, "High end of that range.", "as for recorded_per_1000"),
        ("small_number", _TEXT, "yes where the rate stands on fewer than 100 crimes, else no.", "as for recorded_per_1000"),
        ("resident_count", _COUNT, "Usual residents.", "not known"),
        ("residents_source", _TEXT, "The count or estimate of residents.", "never"),
        ("estimated_unrecorded", _NUMBER, "Modelled: crimes reported and not recorded. Do not print it where label is range_only.", "not asked for, nothing may be shown, or a scenario, which has no one number"),
        ("estimated_lower", _NUMBER, "Low end of the 95% range, places differing as asked for; for a scenario, the least that the listed rates would give.", "as for estimated_unrecorded"),
        ("estimated_upper", _NUMBER, "High end of the 95% range, places differing as asked for; for a scenario, the most that the listed rates would give.", "as for estimated_unrecorded"),
        ("estimated_lower_80", _NUMBER, "Low end of the 80% range.", "as for estimated_unrecorded, and for a scenario"),
        ("estimated_upper_80", _NUMBER, "High end of the 80% range.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_lower", _NUMBER, "Low end of the 95% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_upper", _NUMBER, "High end of the 95% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_lower_80", _NUMBER, "Low end of the 80% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("if_rate_held_upper_80", _NUMBER, "High end of the 80% range if recording here was as in the whole force.", "as for estimated_unrecorded, and for a scenario"),
        ("label", _TEXT, "How much weight the number bears: number, caution, range_only (print no single number) or not_shown.", "never"),
        ("basis", _TEXT, "counted, audited (the year inspectors checked), scenario (an inspection's rate on other months) or none.", "never"),
        ("inspection", _TEXT, "The inspection whose rate was used.", "the number is counted"),
        ("release", _TEXT, "The release of the data the row comes from.", "never"),
    )
)  # fmt: skip


FOLDER = "/download"
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
    # The caveats and sources are those of a figure of this kind, and the first area stands for all.
    one = figure(
        library, rows.area_code.iloc[0], selection.period, selection.crime, measure, selection.inspection or None,
        selection.spread,
    )  # fmt: skip
    what = f"{'Recorded' if measure == 'recorded' else 'Unrecorded'} {crime_words(selection.crime)}"
    title = f"{what} by {LEVEL_WORDS[shown.level][0]}, {library.force.name}, {selection.period.words}"
    sentence = f"{len(rows):,} {LEVEL_WORDS[shown.level][1]}, one a row. {shown.notice}".strip()
    notices = {area.notice for area in library.areas.values()}
    caveats = tuple(caveat for caveat in one.caveats if caveat not in notices)
    counted_as = dict(zip(shown.rows.area_code, shown.rows.counted_as, strict=True))
    return AreaFile(rows, shown.level, title, sentence, caveats, one.sources, library.release, counted_as)


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
            "from": selection.period.first,
            "to": selection.period.last,
            "crime": selection.crime,
            "recorded_count": rows.recorded_count.astype("Int64"),
            "recorded_per_1000": rows.recorded_per_1000.round(4),
            "recorded_per_1000_lower": rows.recorded_per_1000_lower.round(4),
            "recorded_per_1000_upper": rows.recorded_per_1000_upper.round(4),
            "small_number": _small_number(rows),
            "resident_count": rows.resident_count,
            "residents_source": shown.population_source,
        }
    )
    return _with_estimates(library, selection, rows, table)


def _with_estimates(
    library: Library, selection: Selection, rows: pd.DataFrame, table: pd.DataFrame
) -> pd.DataFrame:
    """The same rows with the columns of estimates, which are empty where none was asked for."""
    held = rows.recorded_count.notna()
    if selection.is_estimated:
        # Recorded and estimated never share a column; the label says how much weight a row bears.
        estimates, scenario = rows[list(COLUMNS)], bool((rows.label == "scenario").any())
        if scenario and not library.is_first_edition:
            estimates = estimates.assign(estimated_unrecorded=pd.NA)
        label, basis = (
            rows.label.replace("scenario", "caution" if library.is_first_edition else "range_only"),
            "scenario" if scenario else "audited",
        )
        used = selection.inspection or audited_inspection(library.audits, selection.period) or ""
    else:
        estimates = pd.DataFrame(pd.NA, index=rows.index, columns=COLUMNS[:-1], dtype="Float64")
        label, basis, used = held.map({True: "number", False: "not_shown"}), "counted", ""
    for column in COLUMNS[:-1]:
        table[column] = estimates[column]
    table["label"] = label
    shown_rows = label != "not_shown"
    table["basis"] = shown_rows.map({True: basis, False: "none"})
    table["inspection"] = shown_rows.map({True: used, False: ""})
    table["release"] = library.release
    return table[[field["name"] for field in FIELDS]]
