"""A copy as a folder: written beside its place and put there whole, with the hash of every file."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from portal import bootstrap
from portal.api.copy.addresses import LEFT
from portal.api.copy.taking import THE_RELEASE, Held, begin, take
from portal.bootstrap.address import lasting_root
from portal.domain.site import SITE
from portal.errors import BadRequest

# What a copy says of itself; by it, an earlier copy is known and may be replaced.
CONTENTS, SUMS = "copy.json", "SHA256SUMS"
WHAT = f"{SITE}: a release as files"


def export(folder: Path, areas: Sequence[str], processes: int, tell: Callable[[str], None]) -> list[Held]:
    """Writes the copy and puts it at `folder`. `areas` are codes; none are all.

    Raises BadRequest, before anything is written, for an unknown area or a folder that holds something else.
    """
    library = bootstrap.library()
    codes = [library.code_of(code) for code in areas] or list(library.areas)
    if unknown := [code for code in codes if code not in library.areas]:
        raise BadRequest(f"no area has the code '{unknown[0][:60]}'; codes stand in data/areas.csv")
    refuse_strange(folder)
    with written_whole(folder) as begun:
        held = sorted(_all(begun, [THE_RELEASE, *codes], processes, tell), key=lambda one: one.address)
        _write_contents(begun, held)
    return held


def refuse_strange(folder: Path) -> None:
    """Raises BadRequest where the folder holds anything that is not an earlier copy."""
    if folder.is_dir() and not folder.is_symlink():
        if not any(folder.iterdir()) or _is_copy(folder):
            return
        raise BadRequest(
            f"{folder} holds something that is not an earlier copy; name a new or an empty folder"
        )
    if folder.exists() or folder.is_symlink():
        raise BadRequest(f"{folder} is no folder; name a new or an empty one")


def _is_copy(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / CONTENTS).read_text())["what"] == WHAT)
    except (OSError, ValueError, KeyError, TypeError):
        return False


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """A folder beside, to write in; it takes the place of `folder` when all went well, and is gone when not."""
    folder = folder.absolute()
    begun, before = (folder.with_name(f".{folder.name}.{word}-{os.getpid()}") for word in ("new", "old"))
    begun.mkdir(parents=True)
    try:
        yield begun
        refuse_strange(folder)
        if folder.exists():
            folder.rename(before)
        try:
            begun.rename(folder)
        except OSError:
            if before.exists():
                before.rename(folder)
            raise
    finally:
        shutil.rmtree(begun, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)


def _all(folder: Path, parts: Sequence[str], processes: int, tell: Callable[[str], None]) -> list[Held]:
    """What every part holds, each address once."""
    found: dict[str, Held] = {}
    day = bootstrap.now().date().isoformat()
    # Each opens the release for itself: a process that was copied would share what threads hold.
    with ProcessPoolExecutor(processes, get_context("spawn"), begin, (day,)) as working:
        for done, held in enumerate(working.map(partial(take, folder), parts, chunksize=4), start=1):
            found |= {one.address: one for one in held}
            if done % 100 == 0 or done == len(parts):
                tell(f"{done} of {len(parts)} places, {len(found)} addresses")
    return list(found.values())


def _write_contents(folder: Path, held: Sequence[Held]) -> None:
    said = {
        "what": WHAT,
        "release": bootstrap.library().release,
        "copied_on": bootstrap.now().date().isoformat(),
        "site": lasting_root(),
        "left_to_the_site": LEFT,
        "addresses": [asdict(one) for one in held],
    }
    (folder / CONTENTS).write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sums = {one.file: one.sha256 for one in held}
    lines = (f"{sha256}  {file}\n" for file, sha256 in sorted(sums.items()))
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
