"""The three commonest acts of a maintainer, by the documented steps, on a copy of the tables."""

from __future__ import annotations

import csv
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import invented
import pandas as pd

from portal.domain.record.crime import BY_SLUG, INCIDENT
from portal.domain.record.period import month_at, month_index
from portal.pipeline.months.official import STREET_COLUMNS
from portal.tables.load import open_package

SAID_ANEW = {
    "summary": "Says that the recording of crime has been looked at again.",
    "quote": "",
    "responds_to_id": "",
    "audit_ids": "",
}


def copy_of(data: Path, folder: Path) -> Path:
    return Path(shutil.copytree(data, folder / "data"))


def portal(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The command line on the given tables."""
    command = [sys.executable, "-m", "portal.cli", *arguments, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True)


def append(path: Path, row: dict[str, str]) -> None:
    with path.open(newline="", encoding="utf-8") as stream:
        columns = csv.DictReader(stream).fieldnames
    assert columns is not None
    with path.open("a", newline="", encoding="utf-8") as stream:
        csv.DictWriter(stream, columns, lineterminator="\n").writerow(row)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def add_statement(data: Path) -> None:
    """One more statement at the end of the table, in the exchange of the last."""
    last = rows_of(data / "statements.csv")[-1]
    number = int(last["statement_id"].removeprefix("S")) + 1
    append(data / "statements.csv", last | SAID_ANEW | {"statement_id": f"S{number:02d}"})


def add_claim(data: Path) -> None:
    """One more figure in circulation, worked out as another one is."""
    like = rows_of(data / "claims.csv")[-1]
    append(data / "claims.csv", like | {"claim_id": "another-figure", "claim": "an invented phrase"})


def add_month(data: Path, street: Path) -> str:
    """The month after the newest, with the rows of the newest under another date, by `portal data add`; its name."""
    package = open_package(data)
    newest = package.table("coverage").month.max()
    month = month_at(month_index(newest) + 1)
    placed = [package.table(name) for name in ("crime_counts", "incident_counts")]
    placed[1] = placed[1].assign(crime_type=INCIDENT)
    away = package.table("unplaced_counts").assign(lsoa_code="")
    counted = pd.concat([*placed, away])
    counted = counted[counted.month == newest]
    path = street / month / f"{month}-{package.force['slug']}-street.csv.gz"
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, STREET_COLUMNS, lineterminator="\n")
        writer.writeheader()
        number = 0
        for count in counted.itertuples():
            for _ in range(count.recorded_count):
                number += 1
                writer.writerow(_street_row(month, number, count.lsoa_code, count.crime_type))
    done = portal("data", "add", "--street", str(street), data=data)
    assert done.returncode == 0, done.stderr
    return month


def _street_row(month: str, number: int, lsoa_code: str, crime_type: str) -> dict[str, str]:
    feed = "Devon & Cornwall Police"
    row = (
        invented.incident(month, lsoa_code)
        if crime_type == INCIDENT
        else invented.crime(month, number, lsoa_code)
    )
    return row | {"Crime type": BY_SLUG[crime_type].label, "Reported by": feed, "Falls within": feed}


def files_changed(before: Path, after: Path) -> set[str]:
    """Files that differ between two folders, were added or taken away."""

    def digests(folder: Path) -> dict[str, str]:
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }

    return {name for name, _ in digests(before).items() ^ digests(after).items()}


def suite_on(data: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    """Runs tests of this suite against other tables, as a maintainer's own checkout would hold them."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen]
    environment = {**os.environ, "PORTAL_DATA_DIR": str(data)}
    root = Path(__file__).resolve().parent.parent
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=root)
