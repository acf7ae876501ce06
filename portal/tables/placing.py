"""Changes a folder of tables whole or not at all: written aside, made true by one pointer, then moved into place.

A process that ends before the pointer stands leaves the old tables. One that ends after it leaves the new ones: `at` reads
them from where they wait, and the next writer moves them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Folder = Path | zipfile.Path
# Names the folder in which a whole change waits. It is put there by one rename, which is the moment the change is true.
POINTER = ".next"
WORKING = ".writing-"
NEW_POINTER = f"{WORKING}pointer"


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Waits until nobody else writes to the folder, and takes away what a writer left that was cut off.

    The lock is on the folder itself: it leaves no file behind and ends with the process that holds it.
    """
    if not folder.is_dir():
        yield  # Whoever reads it next says in words that nothing is there.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        finish(folder)
        for left in folder.glob(f"{WORKING}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield
    finally:
        os.close(handle)


def at(folder: Folder, name: str) -> Folder:
    """Where a file of the folder is to be read from now, whether or not it is there."""
    if isinstance(folder, Path):
        for root in (folder, folder.parent):
            waiting = _waiting(root)
            if waiting is not None and (there := waiting / folder.relative_to(root) / name).exists():
                return there
    return folder / name


def put_in_place(changes: dict[Path, dict[str, bytes]]) -> None:
    """By folder, the new content of its files by path. Written beside the old ones, true at once, then moved.

    Raises OSError, having changed nothing. Two folders become true one after the other, with nothing between them.
    """
    holdings: dict[Path, Path] = {}
    try:
        for folder, files in changes.items():
            holdings[folder] = Path(tempfile.mkdtemp(prefix=WORKING, dir=folder))
            _write_aside(folder, holdings[folder], files)
    except BaseException:
        for folder, holding in holdings.items():
            shutil.rmtree(holding, ignore_errors=True)
            (folder / NEW_POINTER).unlink(missing_ok=True)
        raise
    for folder in holdings:
        os.replace(folder / NEW_POINTER, folder / POINTER)
        _sync(folder)
    for folder in holdings:
        finish(folder)


def _write_aside(folder: Path, holding: Path, files: dict[str, bytes]) -> None:
    holding.chmod(folder.stat().st_mode & 0o777)
    for name, content in files.items():
        path = holding / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(path, content)
    for inside in [holding, *(path for path in holding.rglob("*") if path.is_dir())]:
        _sync(inside)
    _write_through(folder / NEW_POINTER, holding.name.encode())


def listed(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder by name, those included that a change has put there and not moved yet."""
    found = {path.name: path for path in folder.glob(pattern)}
    waiting = _waiting(folder.parent)
    if waiting is not None:
        found |= {path.name: path for path in (waiting / folder.name).glob(pattern)}
    return [found[name] for name in sorted(found)]


def finish(folder: Path) -> None:
    """Moves what a pointer says is true into place. Does nothing where there is no pointer."""
    waiting = _waiting(folder)
    if waiting is None:
        return
    for path in sorted(path for path in waiting.rglob("*") if path.is_file()):
        place = folder / path.relative_to(waiting)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, place)
        _sync(place.parent)
    (folder / POINTER).unlink()
    shutil.rmtree(waiting, ignore_errors=True)
    _sync(folder)


def _waiting(folder: Path) -> Path | None:
    try:
        name = (folder / POINTER).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    return folder / name


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
