"""Asking the site's own routes in this process for what a copy holds, and writing each answer as a file."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import httpx

from portal import bootstrap, markup
from portal.api.copy.addresses import MAY_BE_ABSENT, linked, of_an_area, of_the_release
from portal.api.copy.files import file_of, packs_well
from portal.api.copy.pages import own_addresses, site
from portal.bootstrap.address import lasting_root
from portal.domain.record.statement import date_words
from portal.errors import TableBreaksContract

# What one part of the work is named by; the others are of an area, by its code.
THE_RELEASE = ""


@dataclass(frozen=True)
class Held:
    """One address of a copy. `file` is its path below the folder; `bytes` and `sha256` are of the file as it is served."""

    address: str
    file: str
    bytes: int
    sha256: str
    type: str


def begin(day: str) -> None:
    """Makes this process one that takes a copy. `day` is its date, YYYY-MM-DD."""
    # The limit is for readers; here the site asks itself.
    os.environ["PORTAL_API_LIMIT"] = "0"
    bootstrap.settings.cache_clear()
    bootstrap.library().read_all()
    markup.mark_as_copy(date_words(day))


def take(folder: Path, part: str) -> list[Held]:
    """Writes one part: what is of one area, or what is of no single one. Needs `begin`."""
    library = bootstrap.library()
    if part == THE_RELEASE:
        return asyncio.run(_take(folder, [*own_addresses(), *of_the_release(library)]))
    return asyncio.run(_take(folder, of_an_area(library, library.areas[part])))


async def _take(folder: Path, addresses: Iterable[str]) -> list[Held]:
    """Each address once, and what its page links to that a copy holds too."""
    waiting, seen, held = list(addresses), set[str](), list[Held]()
    same: dict[str, Path] = {}
    through = httpx.ASGITransport(site(), client=("", 0))
    # Unpacked, as the files are.
    asked_as = {"Accept-Encoding": "identity"}
    async with httpx.AsyncClient(transport=through, base_url=lasting_root(), headers=asked_as) as asking:
        while waiting:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            answer = await asking.get(address)
            if answer.status_code != 200:
                _complain(address, answer)
                continue
            held.append(write(folder, address, answer, same))
            if answer.headers["content-type"].startswith("text/html"):
                waiting += linked(answer.text, lasting_root())
    return held


def _complain(address: str, answer: httpx.Response) -> None:
    """A copy with a hole is none: raises TableBreaksContract, except where an address may be absent."""
    if address not in MAY_BE_ABSENT:
        raise TableBreaksContract(
            f"the site answers {answer.status_code} at {address}, so no copy can be made; 'portal data check' and the log say more"
        )


def write(folder: Path, address: str, answer: httpx.Response, same: dict[str, Path]) -> Held:
    """One answer and its packed twin. `same`: what was written so far by hash; a second name of it takes no room."""
    name, kind, content = file_of(address), answer.headers["content-type"], answer.content
    path, sha256 = folder / name, hashlib.sha256(content).hexdigest()
    held = Held(address, name, len(content), sha256, kind)
    if path.exists():
        # Pages of two areas link to it; another part has it.
        return held
    path.parent.mkdir(parents=True, exist_ok=True)
    first = same.setdefault(sha256, path)
    if first == path:
        path.write_bytes(content)
        if packs_well(kind, content):
            _twin(path).write_bytes(gzip.compress(content, 9, mtime=0))
    else:
        path.hardlink_to(first)
        if _twin(first).exists():
            _twin(path).hardlink_to(_twin(first))
    return held


def _twin(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")
