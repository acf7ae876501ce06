"""The monthly update, fit to run unattended: every month of the newest archive that is absent or changed is tried on a copy.

What passes is put in place and published in one go; what does not is held back alone, and said wherever the age of the
data stands.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rich.console import Console

from portal.domain.record.period import month_words
from portal.errors import BadSource, PortalError
from portal.pipeline.build import Built, add
from portal.pipeline.check import check
from portal.pipeline.forces import load_force
from portal.pipeline.months.archive import Archive
from portal.pipeline.months.fetch import progress_bar
from portal.pipeline.months.newest import Taken, newest_archive, take_changed
from portal.pipeline.release import publish
from portal.pipeline.write import content_of
from portal.tables.load import open_package
from portal.tables.looked import LastLook, note_looked, read_looked
from portal.tables.placing import only_writer, put_in_place

NOTHING_NEW = "Nothing new or changed has been published; the tables stay as they are."


@dataclass(frozen=True)
class Place:
    """Where an update works: the folders of tables, outlines and fetched files, the archive's address, the configuration."""

    data: Path
    geodata: Path
    into: Path
    archive: str
    force: str = ""


def update(place: Place, today: date, preview: bool, console: Console) -> str:
    """What was done, in plain lines. A fault in what was fetched, or in the tables made from it, changes nothing.

    Raises FetchFailed where the archive cannot be read or holds nothing of the force, TableBreaksContract.
    """
    before = read_looked(place.data) or LastLook("")
    try:
        taken = _look(place, today, console)
        report, held_back = _take(place, taken, today, preview)
    except (PortalError, OSError) as fault:
        if not preview:
            note_looked(place.data, replace(before, tried=today.isoformat(), fault=str(fault)))
        raise
    if not preview:
        note_looked(place.data, LastLook(today.isoformat(), today.isoformat(), taken.archive, held_back))
    return report


def _look(place: Place, today: date, console: Console) -> Taken:
    package = open_package(place.data)
    force = load_force(place.force or package.force["slug"])
    coverage = package.table("coverage")
    held, last = dict(zip(coverage.month, coverage.street_sha256, strict=True)), _last_held(place.data)
    with progress_bar(console) as progress:
        archive = Archive(force.slug, place.archive, tell=progress.console.print)
        try:
            name = newest_archive(archive, last, today)
            return take_changed(force, archive, name, held, place.into, progress)
        finally:
            archive.close()


def _take(place: Place, taken: Taken, today: date, preview: bool) -> tuple[str, dict[str, str]]:
    """The report, and by month why it was held back."""
    held_back, tries = dict(taken.held_back), taken.months
    with (
        only_writer(place.data),
        tempfile.TemporaryDirectory(prefix="update-", dir=place.data.parent) as working,
    ):
        copy = Path(working) / place.data.name
        shutil.copytree(place.data, copy, ignore=shutil.ignore_patterns(".*"))
        built, odd = _add_what_passes(place, copy, tries, today)
        held_back |= odd
        changed = built is not None and open_package(copy).release != open_package(place.data).release
        lines = [f"Held back: {words}" for words in held_back.values()]
        if not changed or built is None:
            return "\n".join([*lines, NOTHING_NEW]), held_back
        if preview:
            return "\n".join([*_changes(built), *lines, "Nothing was written."]), held_back
        checked = check(copy, place.geodata)
        published = publish(copy, place.geodata, _reason(built, _last_held(place.data)), today)
        put_in_place({place.data: changed_files(copy, place.data)})
    return "\n".join([built.report, *lines, *checked, *published, f"Release {built.release}"]), held_back


def _add_what_passes(
    place: Place, copy: Path, months: list[str], today: date
) -> tuple[Built | None, dict[str, str]]:
    """Adds all months at once, or, where that is refused, each alone; the refusals by month."""
    if not months:
        return None, {}
    folders = [place.into / month for month in months]
    try:
        return add(folders, copy, force_name=place.force, today=today), {}
    except BadSource as fault:
        if len(months) == 1:
            return None, {months[0]: str(fault)}
    refused, passing = {}, []
    for month, folder in zip(months, folders, strict=True):
        try:
            add([folder], copy, preview=True, force_name=place.force, today=today)
            passing.append(folder)
        except BadSource as fault:
            refused[month] = str(fault)
    return (add(passing, copy, force_name=place.force, today=today) if passing else None), refused


def _changes(built: Built) -> list[str]:
    return [change.words("would be") for change in built.changes if not change.same_content]


def _last_held(data: Path) -> str:
    coverage = open_package(data).table("coverage")
    return str(coverage.month[coverage.status == "supplied"].max())


def _reason(built: Built, last_held: str) -> str:
    """Why the release differs, for its readers: what is new, what came late, what was revised and by how much."""
    new = [change.month for change in built.changes if change.held is None]
    late = [month for month in new if month < last_held]
    revised = [
        f"{month_words(change.month)} ({change.rows - change.held:+,} rows)"
        for change in built.changes
        if change.held is not None and not change.same_content
    ]
    parts = (
        ("New: ", [month_words(month) for month in new if month not in late]),
        ("Came late: ", [month_words(month) for month in late]),
        ("Revised by the source: ", revised),
    )
    words = [f"{start}{', '.join(listed)}." for start, listed in parts if listed]
    return " ".join(words) or "Outcomes as they are known now."


def changed_files(new: Path, old: Path) -> dict[str, bytes]:
    """Every file of `new` that `old` does not hold just so, by its path inside."""
    found = {}
    for path in sorted(path for path in new.rglob("*") if path.is_file()):
        name, content = path.relative_to(new).as_posix(), path.read_bytes()
        if content_of(old / name) != content:
            found[name] = content
    return found
