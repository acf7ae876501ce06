"""What the newest archive holds that is not held yet, or not so: late months, new ones and those that were revised."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.progress import Progress

from portal.domain.record.period import month_at, month_index, month_words
from portal.errors import FetchFailed
from portal.pipeline.forces import Force
from portal.pipeline.months.archive import Archive
from portal.pipeline.months.fetch import fetch_one, path_of
from portal.pipeline.months.official import note_beside


@dataclass
class Taken:
    """What one look at the newest archive brought. `months` are those to add; `held_back` says what is wrong with others."""

    archive: str
    months: list[str] = field(default_factory=list)
    held_back: dict[str, str] = field(default_factory=dict)


def newest_archive(archive: Archive, last_held: str, today: date) -> str:
    """The month of the newest archive. Raises FetchFailed where there is none at all, or none with this force."""
    last_over = month_index(f"{today:%Y-%m}") - 1
    for index in range(last_over, month_index(last_held) - 1, -1):
        members = archive.members(month_at(index))
        if members:
            return month_at(index)
        if members is not None:
            raise FetchFailed(
                f"{month_at(index)}.zip at {archive.base} holds no file of '{archive.force}'; the force may have another "
                "name there now, or the archive is not whole; nothing was changed"
            )
    raise FetchFailed(
        f"{archive.base} has no archive at all, not even that of {month_words(last_held)}, which was there; the address may "
        "have moved or be blocked; nothing was changed"
    )


def take_changed(force: Force, archive: Archive, name: str, held: dict[str, str], into: Path,
                 progress: Progress) -> Taken:  # fmt: skip
    """Fetches every file of the archive that was not fetched just so before. `held` is the SHA-256 of each month's rows.

    A file that is damaged holds back its month alone. Raises FetchFailed where none could be fetched.
    """
    members = archive.members(name) or {}
    taken, brought = Taken(name), set[str]()
    faults: list[FetchFailed] = []
    todo = {
        key: member
        for key, member in members.items()
        if (key[0], "street") in members and not _is_here(path_of(into, force, key), member)
    }
    for key, member in sorted(todo.items()):
        try:
            fetch_one(archive, name, member, path_of(into, force, key), force, key, progress)
            brought.add(key[0])
        except FetchFailed as fault:
            faults.append(fault)
            taken.held_back[key[0]] = str(fault)
    if faults and not brought:
        raise faults[0]
    for month in sorted({month for month, kind in members if kind == "street"} - set(taken.held_back)):
        differs = note_beside(path_of(into, force, (month, "street"))).get("sha256") != held.get(month)
        if differs or month in brought:
            taken.months.append(month)
    return taken


def _is_here(path: Path, member: zipfile.ZipInfo) -> bool:
    return path.exists() and note_beside(path).get("crc") == member.CRC
