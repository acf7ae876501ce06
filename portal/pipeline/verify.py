"""The verification kit: every published number made again from official files the reader brings, and what differs.

Nothing of ours is taken on trust but the hand-made tables, which hold findings and statements, each with its source, and
no number of ours. Nothing is written where our tables lie.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from portal.domain.record.period import month_words
from portal.errors import BadSource
from portal.pipeline.build import build, force_of
from portal.pipeline.months.counting import COUNTED, count_months, read_months
from portal.pipeline.months.finding import find_official_files
from portal.pipeline.months.official import OfficialFile
from portal.pipeline.write import read_contracts
from portal.tables.load import Package, open_package

# What a reader needs beside the street files to make every table and not only the counts.
NEEDED = ("lookups", "boundaries", "population")
STREET = "police_uk"
SHOWN = 5
# Set by hand in the force's configuration, or worked out from codes that street files alone do not give.
NOT_COUNTED = {"coverage": ("status", "reason", "retrieved", "unknown_code_count", "outside_area_count")}


@dataclass(frozen=True)
class Verified:
    """What was made again. `differing` names the tables that do not agree; `lines` are for a person to read."""

    lines: list[str]
    differing: list[str]


def verify(raw: Path, data: Path, geodata: Path, force_name: str = "") -> Verified:
    """Makes the tables again from the files in `raw` and compares every number.

    With lookups, boundaries and populations beside the street files everything is made again; with street files alone
    the counts of their months. Raises BadSource when there is nothing to compare or a file cannot be read.
    """
    if not raw.is_dir():
        raise BadSource(
            f"{raw}: there is no such folder; --from-raw names the folder with the official files"
        )
    package = open_package(data)
    street = raw / STREET if (raw / STREET).is_dir() else raw
    files = find_official_files([street], package.force["slug"])
    held = set(package.table("coverage").dropna(subset="row_count").month)
    given = {file.month for file in files if file.kind == "street"}
    if not given & held:
        raise BadSource(
            f"{street}: no street file of {package.force['slug']} for a month that is published was found here"
        )
    lines = [f"{len(given & held)} of {len(held)} published months are in the files given."]
    lines += [
        f"{month_words(month)} is not published here and is left out." for month in sorted(given - held)
    ]
    if all((raw / name).is_dir() for name in NEEDED):
        with tempfile.TemporaryDirectory(prefix="verify-") as holding:
            made = _make_all(Path(holding), raw, street, data, geodata, force_name or package.force["slug"])
            return _compare(
                [(package, made[0]), (open_package(geodata), made[1])], lines, given & held, given >= held
            )
    lines.append(f"Only counts are made again: {', '.join(NEEDED)} are not all beside the street files.")
    return _compare_counts(package, files, lines, given & held, force_name)  # fmt: skip


def _make_all(
    holding: Path, raw: Path, street: Path, data: Path, geodata: Path, force: str
) -> tuple[Package, Package]:
    for source, name in ((data, "data"), (geodata, "geodata")):
        shutil.copytree(source / "contract", holding / name / "contract")
    for contract in read_contracts(data).values():
        if contract["made_by"] == "hand":
            shutil.copy(data / contract["path"], holding / "data")
    build([street], raw, holding / "data", holding / "geodata", force)
    return open_package(holding / "data"), open_package(holding / "geodata")  # fmt: skip


def _compare(
    pairs: list[tuple[Package, Package]], lines: list[str], months: set[str], whole: bool
) -> Verified:
    differing = []
    for ours, made in pairs:
        for name, resource in ours.resources.items():
            if resource.get("madeBy") == "hand":
                continue
            if not whole and name == "map-classes":
                lines.append("map-classes: not compared, since they are made from all months.")
                continue
            same = name in made.resources and resource["contentHash"] == made.resources[name]["contentHash"]
            if same or "schema" not in resource:
                found = [] if same else ["its content differs"]
            else:
                sides = [_rows(package.content(name)) for package in (ours, made)]
                here, there = (_within(rows, months) for rows in sides)
                found = _differences(here, there, resource["schema"]["primaryKey"])
            lines += _said(name, resource.get("rows"), found)
            differing += [name] if found else []
    if whole and not differing:
        lines.append(
            f"The release made from your files is {pairs[0][1].release}; ours is {pairs[0][0].release}."
        )
    return Verified(lines, differing)


def _compare_counts(
    package: Package, files: list[OfficialFile], lines: list[str], months: set[str], force_name: str
) -> Verified:
    force = force_of(package, force_name)
    streets, outcomes = read_months([file for file in files if file.month in months], force)
    counted = count_months(streets, outcomes, force, package.table("lsoas"), None).tables
    differing = []
    for name in COUNTED:
        resource = package.resources[name.replace("_", "-")]
        fields = [
            f["name"] for f in resource["schema"]["fields"] if f["name"] not in NOT_COUNTED.get(name, ())
        ]
        ours = _rows(package.content(name))[fields]
        made = _rows(counted[name].to_csv(index=False).encode())[fields]
        given = set(made.month) if name == "outcome_events" else months
        if name == "unplaced_counts":
            ours, made = (rows.replace({"reason": {"unknown_code": "outside_area"}}) for rows in (ours, made))
        found = _differences(_within(ours, given), made, resource["schema"]["primaryKey"])
        lines += _said(name, len(made), found)
        differing += [name] if found else []
    return Verified(lines, differing)


def _rows(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def _within(rows: pd.DataFrame, months: set[str]) -> pd.DataFrame:
    return rows[rows.month.isin(months)] if "month" in rows else rows


def _differences(ours: pd.DataFrame, made: pd.DataFrame, key: list[str]) -> list[str]:
    """One sentence for each row that is not the same on both sides; a number written otherwise is the same number."""
    sides = [rows.set_index(key).map(_plain).sort_index() for rows in (ours, made)]
    both = sides[0].add_suffix(" of ours").join(sides[1].add_suffix(" of yours"), how="outer")
    found = []
    for column in sides[0]:
        here, there = both[f"{column} of ours"], both[f"{column} of yours"]
        for at in both.index[(here != there) & ~(here.isna() & there.isna())]:
            where = " ".join(at) if isinstance(at, tuple) else at
            was, now = ("no row" if pd.isna(side[at]) else f"'{side[at]}'" for side in (here, there))
            found.append(f"{where}: {column} is {was} in ours and {now} from your files")
    return found


def _plain(text: str) -> str:
    return text.removesuffix(".0")


def _said(name: str, rows: int | None, found: list[str]) -> list[str]:
    if not found:
        return [f"{name}: the same{f', {rows:,} rows' if rows is not None else ''}"]
    more = [f"  … and {len(found) - SHOWN:,} more"] if len(found) > SHOWN else []
    return [f"{name}: {len(found):,} cells differ", *(f"  {one}" for one in found[:SHOWN]), *more]
