"""Counts the raw files with the csv module alone, sharing no code with the pipeline it checks.

A month's rows are counted by type and by local authority, which comes from the official lookup by LSOA code of either
census, and by ward where the district has been replaced since. Rows without a code, and rows whose code lies elsewhere, are counted apart.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

AWAY = "unplaced"


@dataclass
class PlainCount:
    """`cells`: rows by (month, type, sector), with AWAY for rows of no sector. `rows`: rows by month.

    `small`: rows by (month, type, LSOA code), with AWAY for rows of no sector.
    """

    cells: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    small: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)


def text_of(path: Path) -> str:
    stored = path.read_bytes()
    return (gzip.decompress(stored) if path.suffix == ".gz" else stored).decode("utf-8-sig")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(path), newline="")))


def districts_by_code(sources: Path, police_area: str) -> dict[str, str]:
    """LSOA code of either census to local authority, for the authorities of one police force area."""
    districts = rows_of(sources / "lookups" / "lad24_csp24_pfa24_ew.csv")
    today = {row["ltla24_code"] for row in districts}
    ours = {row["ltla24_code"] for row in districts if row["pfa24_code"] == police_area}
    by_ward = {
        row["lsoa21_code"]: row["ltla24_code"]
        for row in rows_of(sources / "lookups" / "lsoa21_wd24_lad24_ew.csv.gz")
    }
    found = {}
    for row in rows_of(sources / "lookups" / "lsoa11_lsoa21_lad22_ew.csv.gz"):
        district = row["ltla22_code"] if row["ltla22_code"] in today else by_ward[row["lsoa21_code"]]
        if district in ours:
            found[row["lsoa11_code"]] = found[row["lsoa21_code"]] = district
    return found


def plain_count(street: Path, slug: str, districts: dict[str, str]) -> PlainCount:
    counted = PlainCount()
    for path in sorted(street.glob(f"????-??/????-??-{slug}-street.csv*")):
        reader = csv.reader(io.StringIO(text_of(path), newline=""))
        heading = next(reader)
        code, kind = heading.index("LSOA code"), heading.index("Crime type")
        month = path.name[:7]
        for row in reader:
            counted.cells[month, row[kind], districts.get(row[code], AWAY)] += 1
            counted.small[month, row[kind], row[code] if row[code] in districts else AWAY] += 1
            counted.rows[month] += 1
    return counted
