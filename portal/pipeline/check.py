"""Reads the committed tables as a complaining reader: contract, hashes, and sums that must agree."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
from frictionless import Package as FrictionlessPackage

from portal.errors import TableBreaksContract
from portal.pipeline.check_claims import check_sentences
from portal.pipeline.check_statements import check_statements
from portal.pipeline.write import read_contracts
from portal.tables.content import check_content
from portal.tables.load import Package, open_package
from portal.tables.placing import POINTER, only_writer


def check(data: Path, geodata: Path) -> list[str]:
    """One line per thing checked. Raises TableBreaksContract at the first fault, naming table, row and column."""
    for folder in (data, geodata):
        # Frictionless reads the files where they lie, so a change that was decided and cut off is finished first.
        if (folder / POINTER).exists():
            with only_writer(folder):
                pass
    lines = check_statements(data) + [check_contract(folder) for folder in (data, geodata)]
    package = open_package(data)
    for name in read_contracts(data):
        if not package.has(name):
            raise TableBreaksContract(
                f"contract/{name}.yaml: datapackage.json does not describe this table; run 'portal data build'"
            )
    lines.extend(check_sentences(data, geodata))
    lines.append(check_sums(package))
    lines.append(check_areas(package))
    lines.append(check_shapes(package, open_package(geodata)))
    return lines


def check_contract(folder: Path) -> str:
    """Validates a data package with frictionless: types, keys, allowed values, sizes and hashes."""
    package = open_package(folder)
    check_content(package)
    report = FrictionlessPackage(str(folder / "datapackage.json")).validate()
    if not report.valid:
        raise TableBreaksContract(f"{folder.name}: {_first_fault(report)}")
    rows = sum(resource.get("rows", 0) for resource in package.resources.values())
    return f"{folder.name}: {len(package.resources)} files, {rows:,} rows, every column as its contract says"


def check_shapes(package: Package, geodata: Package) -> str:
    """Every area that can be drawn has an outline, every outline and postcode belongs to an area."""
    areas = package.table("areas")
    drawn = 0
    for level, listed in areas[(areas.geography != "common") & (areas.level != "force")].groupby("level"):
        outlines = json.loads(geodata.content(f"shapes-{level}"))["features"]
        differing = sorted(set(listed.area_code) ^ {outline["id"] for outline in outlines})
        if differing:
            raise TableBreaksContract(
                f"shapes/{level}.geojson: {differing[0]} is here or in areas.csv, but not in both; data and geodata must "
                "come from the same build, so build both again"
            )
        drawn += len(outlines)
    unknown = set(geodata.table("postcodes").lsoa_code) - set(package.table("lsoas").lsoa_code)
    if unknown:
        raise TableBreaksContract(
            f"postcodes: column 'lsoa_code' holds {min(unknown)}, which lsoas.csv does not list; build both again"
        )
    return f"shapes: {drawn:,} areas drawn, none missing, none to spare"


def _first_fault(report: object) -> str:
    for task in report.tasks:  # type: ignore[attr-defined]
        for error in [*report.errors, *task.errors]:  # type: ignore[attr-defined]
            place = ", ".join(
                f"{name} {value}"
                for name in ("row_number", "field_name")
                if (value := getattr(error, name, None))
            )
            return f"{task.place}: {place.replace('row_number', 'row').replace('field_name', 'column')}: {error.message}"
    return str(report)


def check_sums(package: Package) -> str:
    """Placed crimes, placed incidents and unplaced rows must add up to the rows of each month's file."""
    coverage = package.table("coverage").set_index("month")
    held = coverage[coverage.row_count.notna()]
    by_month = pd.concat([
        package.table("crime_counts").groupby("month").recorded_count.sum().rename("crimes"),
        package.table("incident_counts").groupby("month").recorded_count.sum().rename("incidents"),
        package.table("unplaced_counts").groupby("month").recorded_count.sum().rename("unplaced"),
    ], axis=1).reindex(held.index).fillna(0)  # fmt: skip
    off = held.index[by_month.sum(axis=1) != held.row_count]
    if len(off):
        raise TableBreaksContract(
            f"coverage: {off[0]}, column 'row_count' is {held.row_count[off[0]]}, but the count tables add up to "
            f"{by_month.loc[off[0]].sum():.0f}; build the tables again"
        )
    return f"sums: all {len(held)} months add up to the rows of their files"


def check_areas(package: Package) -> str:
    """Every parent exists, and every small area belongs to areas that exist."""
    areas = package.table("areas")
    codes = set(areas.area_code)
    orphans = areas[(areas.parent_code != "") & ~areas.parent_code.isin(codes)]
    if len(orphans):
        raise TableBreaksContract(
            f"areas: {orphans.area_code.iloc[0]}, column 'parent_code' names an area that is not there"
        )
    lsoas = package.table("lsoas")
    for column in ("sector_code", "common_msoa_code", "common_code"):
        unknown = lsoas[~lsoas[column].isin(codes)]
        if len(unknown):
            raise TableBreaksContract(
                f"lsoas: {unknown.lsoa_code.iloc[0]}, column '{column}' names an area that is not there"
            )
    return f"areas: {len(areas):,} areas, each inside its parent"
