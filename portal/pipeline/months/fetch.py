"""Fetches months of one force from the official archive: what is there stays, what is new is checked before it counts.

A file has its final name only once it is whole and has passed the checks of the build; until then it ends in `.part`.
"""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from portal.domain.record.period import Period, month_at, month_index
from portal.errors import BadSource, FetchFailed
from portal.pipeline.forces import Force, load_force
from portal.pipeline.months.archive import SPAN, Archive
from portal.pipeline.months.official import OfficialFile
from portal.pipeline.months.street import read_outcomes, read_street
from portal.pipeline.write import compress

KINDS = ("street", "outcomes")
Key = tuple[str, str]  # month, kind


@dataclass
class Fetched:
    """What a fetch did, by month and kind, and the folder it left the files in."""

    into: Path
    fetched: list[Key] = field(default_factory=list)
    kept: list[Key] = field(default_factory=list)
    missing: list[Key] = field(default_factory=list)

    @property
    def street_months(self) -> list[str]:
        return sorted(month for month, kind in self.fetched + self.kept if kind == "street")

    @property
    def report(self) -> str:
        """One plain line each for what was fetched, already there and not found."""
        return "\n".join((
            f"Fetched: {_listed(self.fetched)}.",
            f"Already there and whole: {_listed(self.kept)}.",
            f"Not found in any archive that could hold it: {_listed(self.missing)}.",
        ))  # fmt: skip


def _listed(keys: list[Key]) -> str:
    parts = [
        f"{kind} {', '.join(months)}" for kind in KINDS if (months := sorted(m for m, k in keys if k == kind))
    ]
    return "; ".join(parts) or "none"


def fetch(
    force: Force, period: Period, into: Path, archive: Archive, today: date, progress: Progress | None = None
) -> Fetched:
    """Fetches every month of the period that is not already held whole, and says what happened.

    Raises FetchFailed when the archive cannot be read; files fetched before that are kept for the next run.
    """
    progress = progress or Progress(disable=True)
    outcome = Fetched(into)
    wanted = [(month, kind) for month in period.months for kind in KINDS]
    outcome.kept = [key for key in wanted if _is_whole(path_of(into, force, key), force, key)]
    todo = sorted(set(wanted) - set(outcome.kept))
    overall = progress.add_task("months", total=len(todo), visible=bool(todo))
    try:
        while todo:
            # The latest month first: the archive that holds it holds most of the others too.
            latest = todo[-1][0]
            found = _archive_with(archive, latest, today)
            if found is None:
                taken = [key for key in todo if key[0] == latest]
                outcome.missing += taken
            else:
                held = archive.members(found) or {}
                # Where an archive has the street file, an outcomes file it lacks was never supplied.
                absent = [(latest, kind) for kind in KINDS if (latest, kind) not in held]
                outcome.missing += [key for key in todo if key in absent]
                for key in (key for key in todo if key in held):
                    fetch_one(archive, found, held[key], path_of(into, force, key), force, key, progress)
                    outcome.fetched.append(key)
                    progress.advance(overall)
                taken = [key for key in todo if key in held or key in absent]
            todo = [key for key in todo if key not in taken]
    finally:
        archive.close()
    return outcome


def fetch_months(force_name: str, first: str, last: str, base: str, into: Path, console: Console) -> Fetched:
    """`fetch` with a progress bar and its retries on `console`. Raises BadRequest, FetchFailed."""
    force, period = load_force(force_name), Period(first, last)
    with progress_bar(console) as progress:
        archive = Archive(force.slug, base, tell=progress.console.print)
        return fetch(force, period, into, archive, date.today(), progress)


def path_of(into: Path, force: Force, key: Key) -> Path:
    month, kind = key
    return into / month / f"{month}-{force.slug}-{kind}.csv.gz"


def _archive_with(archive: Archive, month: str, today: date) -> str | None:
    """The earliest archive that holds the month's street file: its own, or one of those that follow it."""
    newest = min(month_index(month) + SPAN - 1, month_index(f"{today:%Y-%m}"))
    for index in range(month_index(month), newest + 1):
        if (month, "street") in (archive.members(month_at(index)) or {}):
            return month_at(index)
    return None


def _is_whole(path: Path, force: Force, key: Key) -> bool:
    """A file from an earlier run counts only if it passes the same checks again."""
    if not path.exists():
        return False
    try:
        _check(OfficialFile(path, key[0], force.slug, key[1]), force)
    except BadSource:
        return False
    return True


def _check(file: OfficialFile, force: Force) -> str:
    """The SHA-256 of the plain rows of a file that is what it should be. Raises BadSource."""
    read = read_street if file.kind == "street" else read_outcomes
    return read(file, force.feed_name).sha256


def fetch_one(archive: Archive, archive_month: str, member: zipfile.ZipInfo, path: Path, force: Force, key: Key,
              progress: Progress) -> None:  # fmt: skip
    """Puts one member at `path`, with a note of where it came from, once it is whole and checked. Raises FetchFailed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain, packed = path.with_name(f"{path.stem}.part"), path.with_name(f"{path.name}.part")
    task = progress.add_task(f"{key[0]} {key[1]}", total=member.file_size)
    try:
        archive.copy(archive_month, member, plain, lambda done: progress.update(task, completed=done))
        label = f"{archive_month}.zip, member {member.filename}"
        try:
            sha256 = _check(OfficialFile(plain, key[0], force.slug, key[1], label=label), force)
        except BadSource as error:
            raise FetchFailed(f"{error}; nothing was replaced") from error
        packed.write_bytes(compress(plain.read_bytes()))
        note = {
            "archive": archive_month,
            "url": archive.url(archive_month),
            "sha256": sha256,
            "crc": member.CRC,
        }
        note_path = path.with_name(f"{path.name}.source.json")
        note_path.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
        os.replace(packed, path)
    finally:
        plain.unlink(missing_ok=True)
        packed.unlink(missing_ok=True)
        progress.remove_task(task)


def progress_bar(console: Console) -> Progress:
    """A bar for each file and one for all of them; they leave no trace once done."""
    return Progress(
        TextColumn("{task.description:>18}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
