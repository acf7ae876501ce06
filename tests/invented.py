"""An invented county in the official formats: Nowhere, two districts, nine small areas, every kind of code change.

Nothing here is about a real place. The codes have the official shape but are not issued; the outlines are squares in
the sea. One place for the fixtures, so that a test says only what is particular to it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
from pathlib import Path

import yaml

from portal.pipeline.months.official import OUTCOME_COLUMNS, STREET_COLUMNS

SLUG, FEED = "nowhere", "Nowhere Police"
UPPER, LOWER, ELSEWHERE = "E07999001", "E07999002", "E07999099"

SAME = "E01990001"  # in both lists, nothing changed
SPLIT, SPLIT_ONE, SPLIT_TWO = "E01990002", "E01990011", "E01990012"
MERGED_ONE, MERGED_TWO, MERGED = "E01990003", "E01990004", "E01990013"
MOVED = "E01990005"  # kept its code, changed its name and its MSOA
PLAIN_ONE, PLAIN_TWO = "E01990006", "E01990007"
SPREAD, SPREAD_ONE, SPREAD_TWO = "E01990008", "E01990014", "E01990015"  # split into two MSOAs
OUTSIDE, NOWHERE_AT_ALL = "E01990099", "E01998888"

MSOA_UPPER, MSOA_ONE, MSOA_TWO = "E02990001", "E02990002", "E02990003"
MSOAS = {
    MSOA_UPPER: ("Upper Nowhere 001", UPPER),
    MSOA_ONE: ("Lower Nowhere 001", LOWER),
    MSOA_TWO: ("Lower Nowhere 002", LOWER),
}
# 2011 name, 2011 code, change, 2021 name, 2021 code, district name, district code
LINKS = (
    ("Upper Nowhere 001A", SAME, "U", "Upper Nowhere 001A", SAME, "Upper Nowhere", UPPER),
    ("Upper Nowhere 001B", SPLIT, "S", "Upper Nowhere 001E", SPLIT_ONE, "Upper Nowhere", UPPER),
    ("Upper Nowhere 001B", SPLIT, "S", "Upper Nowhere 001F", SPLIT_TWO, "Upper Nowhere", UPPER),
    ("Upper Nowhere 001C", MERGED_ONE, "M", "Upper Nowhere 001G", MERGED, "Upper Nowhere", UPPER),
    ("Upper Nowhere 001D", MERGED_TWO, "M", "Upper Nowhere 001G", MERGED, "Upper Nowhere", UPPER),
    ("Lower Nowhere 001A", MOVED, "U", "Lower Nowhere 002A", MOVED, "Lower Nowhere", LOWER),
    ("Lower Nowhere 001B", PLAIN_ONE, "U", "Lower Nowhere 001B", PLAIN_ONE, "Lower Nowhere", LOWER),
    ("Lower Nowhere 002B", PLAIN_TWO, "U", "Lower Nowhere 002B", PLAIN_TWO, "Lower Nowhere", LOWER),
    ("Lower Nowhere 001C", SPREAD, "S", "Lower Nowhere 001D", SPREAD_ONE, "Lower Nowhere", LOWER),
    ("Lower Nowhere 001C", SPREAD, "S", "Lower Nowhere 002C", SPREAD_TWO, "Lower Nowhere", LOWER),
    ("Elsewhere 001A", OUTSIDE, "U", "Elsewhere 001A", OUTSIDE, "Elsewhere", ELSEWHERE),
)
CODES_2011 = (SAME, SPLIT, MERGED_ONE, MERGED_TWO, MOVED, PLAIN_ONE, PLAIN_TWO, SPREAD)
CODES_2021 = (SAME, SPLIT_ONE, SPLIT_TWO, MERGED, MOVED, PLAIN_ONE, PLAIN_TWO, SPREAD_ONE, SPREAD_TWO)
RESIDENTS_2011, RESIDENTS_2021 = 1000, 2000  # of every small area, so that a sum tells which list was used

CONFIGURATION = f"""
slug = "{SLUG}"
name = "Nowhere"
feed_name = "{FEED}"
pfa_code = "E23999999"
default_area = "{UPPER}"

[[not_supplied]]
first = "2022-11"
last = "2023-11"
reason = "The force of Nowhere changed its records system."
source_title = "Invented"
source_url = "https://example.org/invented"

[[retrieved]]
first = "2021-01"
last = "2021-12"
on = "July 2022"
"""


def crime_id(number: int) -> str:
    return hashlib.sha256(f"invented {number}".encode()).hexdigest()


def crime(month: str, number: int, lsoa_code: str = SAME, **other: str) -> dict[str, str]:
    """One row of a street file: a located burglary unless told otherwise (keys: columns, spaces as _)."""
    located = lsoa_code != ""
    row = {
        "Crime ID": crime_id(number), "Month": month, "Reported by": FEED, "Falls within": FEED,
        "Longitude": "-8.500000" if located else "", "Latitude": "49.500000" if located else "",
        "Location": "On or near Invented Street" if located else "No Location", "LSOA code": lsoa_code,
        "LSOA name": "Some Name 001A" if located else "", "Crime type": "Burglary",
        "Last outcome category": "Under investigation", "Context": "",
    }  # fmt: skip
    return row | {column.replace("_", " "): text for column, text in other.items()}


def incident(month: str, lsoa_code: str = SAME) -> dict[str, str]:
    """One row of anti-social behaviour: no crime ID and no outcome, so two of them can be the same row."""
    return crime(month, 0, lsoa_code) | {
        "Crime ID": "", "Crime type": "Anti-social behaviour", "Last outcome category": "",
    }  # fmt: skip


def outcome(month: str, number: int, words: str = "Suspect charged") -> dict[str, str]:
    row = crime(month, number)
    return {column: row.get(column, words) for column in OUTCOME_COLUMNS}


def as_text(rows: list[dict[str, str]], columns: tuple[str, ...] = STREET_COLUMNS) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def usual_rows(month: str, codes: tuple[str, ...] = CODES_2021, each: int = 3) -> list[dict[str, str]]:
    """`each` crimes and one incident in every small area, with more in later ones so that maps have classes."""
    rows = [
        crime(month, 1000 * i + n, code, Crime_type="Burglary" if n % 2 else "Shoplifting")
        for i, code in enumerate(codes)
        for n in range(each + i)
    ]
    return rows + [incident(month, code) for code in codes]


def write_month(
    folder: Path,
    month: str,
    content: list[dict[str, str]] | str | bytes,
    packed: bool = False,
    kind: str = "street",
) -> Path:
    """Writes one month in the official layout and returns its path; text and bytes are written as they are."""
    if isinstance(content, list):
        content = as_text(content, STREET_COLUMNS if kind == "street" else OUTCOME_COLUMNS)
    stored = content.encode() if isinstance(content, str) else content
    path = folder / month / f"{month}-{SLUG}-{kind}.csv{'.gz' if packed else ''}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(stored, mtime=0) if packed else stored)
    return path


def _write_csv(path: Path, heading: tuple[str, ...], rows: list[tuple]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heading, *rows])
    stored = text.getvalue().encode()
    path.write_bytes(gzip.compress(stored) if path.suffix == ".gz" else stored)


def _square(column: int, row: int) -> dict:
    west, south, side = -8.9 + 0.05 * column, 49.0 + 0.05 * row, 0.05
    ring = [
        (west, south),
        (west + side, south),
        (west + side, south + side),
        (west, south + side),
        (west, south),
    ]
    return {"type": "Polygon", "coordinates": [ring]}


def _outlines(path: Path, features: list[tuple[dict, dict]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    listed = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))


def write_sources(folder: Path) -> Path:
    """The official lookups, outlines and populations of Nowhere, and its configuration as nowhere.toml."""
    lookups, population = folder / "lookups", folder / "population"
    districts = [(UPPER, "Upper Nowhere"), (LOWER, "Lower Nowhere"), (ELSEWHERE, "Elsewhere")]
    _write_csv(
        lookups / "lad24_csp24_pfa24_ew.csv",
        ("ltla24_code", "ltla24_name", "csp24_code", "csp24_name", "pfa24_code", "pfa24_name"),
        [(c, n, "", "", "E23999998" if c == ELSEWHERE else "E23999999", "Nowhere") for c, n in districts],
    )
    heading = (
        "lsoa11_name",
        "lsoa11_code",
        "change_code",
        "lsoa21_name",
        "lsoa21_code",
        "ltla22_name",
        "ltla22_code",
    )
    _write_csv(lookups / "lsoa11_lsoa21_lad22_ew.csv.gz", heading, list(LINKS))
    _write_csv(
        lookups / "msoa_la.csv.gz", ("MSOACD", "MSOAHCLNM"), [(code, f"{name[:5]} Town {code[-1]}") for code, (name, _) in MSOAS.items()]
    )  # fmt: skip
    _write_csv(
        lookups / "ruc21_lsoa21_ew.csv.gz",
        ("lsoa21_code", "classification"),
        [(c, "Rural: Invented") for c in CODES_2021],
    )
    _write_csv(
        folder / "deprivation" / "imd2025_england_lsoa21.csv.gz",
        ("lsoa21_code", "IMD_score"),
        [(c, 10 + at) for at, c in enumerate(CODES_2021)],
    )
    for model in ("global", "economic", "demographic"):
        _write_csv(
            lookups / f"ons_els_{model}-neighbours.csv", ("AREACD", "1"), [(UPPER, ELSEWHERE), (LOWER, UPPER)]
        )
    gazetteer = {"areacd": [code for code, _ in districts], "areanm": [name for _, name in districts]}
    (lookups / "els_areas-list.json.gz").write_bytes(gzip.compress(json.dumps(gazetteer).encode(), mtime=0))
    _write_csv(
        population / "census_2011_population_hh.csv.gz",
        ("LSOA Code", "Persons", "Persons", "Persons"),
        [(c, f"{RESIDENTS_2011:,}", "1", "2") for c in CODES_2011],
    )
    _write_csv(
        population / "mid_year_estimates_lsoa11_ew.csv.gz",
        ("lsoa11_code", "mid2017", "mid2019", "mid2020"),
        [(c, 1100, 1200, 1300) for c in CODES_2011],
    )
    _write_csv(
        population / "census_2021_residents_households_lsoa21_ew.csv.gz",
        ("lsoa21_code", "usual_residents", "households"),
        [(c, RESIDENTS_2021, 1) for c in CODES_2021],
    )
    where = {link[4]: link for link in LINKS}
    for row, (district, _) in enumerate(districts[:2]):
        msoas = [(code, name) for code, (name, at) in MSOAS.items() if at == district]
        _outlines(
            folder / "boundaries" / "msoa" / f"{district}.geojson",
            [({"MSOA21CD": code, "MSOA21NM": name}, _square(0, row)) for code, name in msoas],
        )
        inside = [code for code in CODES_2021 if where[code][6] == district]
        _outlines(
            folder / "boundaries" / "lsoa" / f"{district}.geojson",
            [({"LSOA21CD": code}, _square(i, row)) for i, code in enumerate(inside)],
        )
    (folder / "nowhere.toml").write_text(CONFIGURATION)
    return folder


def write_home(repo: Path, folder: Path) -> tuple[Path, Path]:
    """Empty data and geodata folders with the real contracts of the tables the build makes; returns both."""
    for name in ("data", "geodata"):
        shutil.copytree(repo / name / "contract", folder / name / "contract")
        for path in (folder / name / "contract").glob("*.yaml"):
            if yaml.safe_load(path.read_text()).get("made_by") == "hand":
                path.unlink()
    return folder / "data", folder / "geodata"
