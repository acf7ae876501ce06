"""The monthly update, fit to run unattended: fetch what is newer, add it to a copy, check the copy, then put it in place."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from rich.console import Console

from portal.domain.record.period import Period, month_at, month_index
from portal.pipeline.build import add
from portal.pipeline.check import check
from portal.pipeline.months.fetch import fetch_months
from portal.pipeline.write import put_in_place
from portal.tables.load import open_package

DESCRIPTION = "datapackage.json"
NOTHING_NEWER = "Nothing newer has been published; the tables stay as they are."


def newer_months(data: Path, today: date) -> Period | None:
    """The months after the last one held that could be published by now; None when there can be none."""
    coverage = open_package(data).table("coverage")
    held = coverage.month[coverage.status == "supplied"].max()
    first, last = month_index(held) + 1, month_index(f"{today:%Y-%m}") - 1
    return Period(month_at(first), month_at(last)) if first <= last else None


def update(data: Path, geodata: Path, archive: str, into: Path, today: date, preview: bool, console: Console,
           force: str = "") -> str:  # fmt: skip
    """What was done, in plain lines. A fault in what was fetched, or in the tables made from it, changes nothing.

    `force` is the configuration the tables were built with, where it is one's own. Raises FetchFailed, BadSource or
    TableBreaksContract.
    """
    months = newer_months(data, today)
    if months is None:
        return NOTHING_NEWER
    name = force or open_package(data).force["slug"]
    fetched = fetch_months(name, months.first, months.last, archive, into, console)
    if not fetched.street_months:
        return f"{fetched.report}\n{NOTHING_NEWER}"
    # Only these: the folder may still hold what an earlier run fetched and somebody decided against.
    street = [into / month for month in fetched.street_months]
    if preview:
        return f"{fetched.report}\n{add(street, data, preview=True, force_name=force).report}"
    with tempfile.TemporaryDirectory(prefix="update-", dir=data.parent) as working:
        copy = Path(working) / data.name
        shutil.copytree(data, copy)
        built = add(street, copy, force_name=force)
        checked = check(copy, geodata)
        put_in_place(data, changed_files(copy, data))
    return "\n".join([fetched.report, built.report, *checked, f"Release {built.release}"])


def changed_files(new: Path, old: Path) -> dict[str, bytes]:
    """Every file of `new` that `old` does not hold just so, by its path inside."""
    found = {}
    # The description goes last: until then every reader still finds the old tables whole, or says that they differ.
    paths = sorted(
        (path for path in new.rglob("*") if path.is_file()), key=lambda path: path.name == DESCRIPTION
    )
    for path in paths:
        name, content = path.relative_to(new).as_posix(), path.read_bytes()
        there = old / name
        if not there.exists() or there.read_bytes() != content:
            found[name] = content
    return found
