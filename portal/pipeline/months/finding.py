"""Finds the official files in folders and ZIPs. A link, a pipe or a folder under such a name is no file and is refused."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from portal.errors import BadSource
from portal.pipeline.months.official import AGAIN, DAMAGE, MAX_FILE_BYTES, OfficialFile, parse_name

_MONTH_FOLDER = re.compile(r"\d{4}-\d{2}")
_LOCKED = 0x1  # the bit of a ZIP member that says it has a password


def find_official_files(places: list[Path], force: str | None) -> list[OfficialFile]:
    """Every street and outcomes file of `force` (any force when None) in the given folders and ZIPs, by month.

    Of a month in two official archives the newer archive's copy is taken, and `over` names the other; a month given
    twice in the same bytes is taken once. Raises BadSource when a place does not exist, a ZIP is unsafe or broken, or
    two copies of a month differ and neither is the newer.
    """
    seen: dict[tuple[str, str, str], OfficialFile] = {}
    for file in (file for place in places for file in _files_in(place) if force in (None, file.force)):
        key = (file.month, file.force, file.kind)
        seen[key] = _either(seen[key], file) if key in seen else file
    return [seen[key] for key in sorted(seen)]


def _either(one: OfficialFile, other: OfficialFile) -> OfficialFile:
    """Which of two copies of a month counts. Raises BadSource where nothing tells."""
    if one.path == other.path:
        raise BadSource(
            f"{one.path.name}: '{other.member}' is in it twice; do not use this file, or take it apart first"
        )
    archives = [file.path.stem if file.is_from_archive else "" for file in (one, other)]
    if all(archives) and archives[0] != archives[1]:
        newer, older = (one, other) if archives[0] > archives[1] else (other, one)
        return replace(newer, over=older.path.name)
    if one.content() == other.content():
        return one
    raise BadSource(
        f"{other.name}: {other.month} is also in {one.path}, and the two are not the same; give each month once"
    )


def _files_in(place: Path) -> Iterator[OfficialFile]:
    if not place.exists():
        raise BadSource(f"{place}: there is nothing here; check the path given as --street")
    if place.is_dir():
        for path in _walk(place):
            if name := parse_name(path.absolute().as_posix()):
                yield OfficialFile(path, name.month, name.force, name.kind)
        for path in sorted(place.glob("*.zip")):
            yield from _members_of(path)
    elif zipfile.is_zipfile(place):
        yield from _members_of(place)
    elif name := parse_name(place.absolute().as_posix()):
        yield OfficialFile(place, name.month, name.force, name.kind)
    else:
        raise BadSource(
            f"{place.name}: neither a folder, a whole ZIP nor a file named as the official ones; give the folder that holds "
            f"YYYY-MM folders, or {AGAIN}"
        )


def _walk(place: Path) -> list[Path]:
    """Every plain file below a folder. Raises BadSource at what only looks like an official file or month."""
    found = []
    for folder, folders, names in os.walk(place):
        for name in sorted([*folders, *names]):
            path = Path(folder) / name
            official = parse_name(path.absolute().as_posix()) is not None
            if not official and not _MONTH_FOLDER.fullmatch(name):
                continue
            if path.is_symlink():
                raise BadSource(
                    f"{path.name}: this is a link and not the file itself; give the files themselves"
                )
            if official and not path.is_file():
                raise BadSource(f"{path.name}: this is not a file, though it is named as one; {AGAIN}")
            found += [path] if official else []
    return sorted(found)


def _members_of(path: Path) -> Iterator[OfficialFile]:
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except DAMAGE as error:
        raise BadSource(f"{path.name}: the ZIP is broken ({error}); {AGAIN}") from error
    found = 0
    for member in members:
        _refuse_unsafe(path, member)
        # Windows packs names with backslashes.
        if name := parse_name(member.filename.replace("\\", "/")):
            found += 1
            yield OfficialFile(path, name.month, name.force, name.kind, member.filename)
    inner = [member.filename for member in members if member.filename.lower().endswith(".zip")]
    if inner and not found:
        raise BadSource(
            f"{path.name}: it holds ZIPs ('{inner[0]}') and no month; take it apart and give what is in it"
        )


def _refuse_unsafe(path: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
        raise BadSource(f"{path.name}: the member '{name}' points outside the ZIP; do not use this file")
    if member.file_size > MAX_FILE_BYTES:
        raise BadSource(
            f"{path.name}: the member '{name}' would unpack to {member.file_size:,} bytes, far more than a month of crimes; "
            "do not use this file"
        )
    if member.flag_bits & _LOCKED:
        raise BadSource(
            f"{path.name}: the member '{name}' is locked with a password, which no official file is; {AGAIN}"
        )
