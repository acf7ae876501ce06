"""Files that never change, packed with brotli once and kept: a sixth fewer bytes than gzip for every first visit.

Packing as small as can be takes a processor seconds, so it is done beside the answers; until a file is packed it goes out
as before. What is kept lies in a folder under the file's own name, which is made of its content, and is taken only when it
unpacks to that content.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.settings import VAR
from portal.store.crypto import make_folder

log = logging.getLogger(__name__)
# Names are made of content, so a browser never has to ask again.
FOREVER = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def takes_brotli(accepted: str) -> bool:
    offered = (part.strip().replace(" ", "").lower() for part in accepted.split(","))
    return any(part == "br" or (part.startswith("br;") and part != "br;q=0") for part in offered)


@dataclass
class Packs:
    """Packed content by name. `folder`: where it is kept from one start to the next; without one, in memory alone."""

    folder: Path | None
    _packed: dict[str, bytes] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _waiting: SimpleQueue[tuple[str, bytes | Path]] = field(default_factory=SimpleQueue)
    _worker: threading.Thread | None = None

    def packed(self, name: str, content: bytes | Path) -> bytes | None:
        """The content packed; None for as long as that is not done. The first to ask sets it going."""
        found = self._packed.get(name)
        if found is None and name not in self._asked:
            self._asked.add(name)
            self._waiting.put((name, content))
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="packing", daemon=True)
                self._worker.start()
        return found

    def _work(self) -> None:
        # Readers come first: where a thread can be told so, it takes only what they leave.
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        while True:
            name, content = self._waiting.get()
            try:
                plain = content if isinstance(content, bytes) else content.read_bytes()
                self._packed[name] = self._kept(name, plain) or self._pack(name, plain)
            except (OSError, MemoryError):
                log.exception("a file cannot be packed")

    def _kept(self, name: str, plain: bytes) -> bytes | None:
        try:
            found = (self.folder / f"{name}.br").read_bytes() if self.folder else b""
            return found if found and brotli.decompress(found) == plain else None
        except (OSError, brotli.error):
            return None

    def _pack(self, name: str, plain: bytes) -> bytes:
        made: bytes = brotli.compress(plain, quality=11)
        if self.folder is not None:
            # Another process may be at the same: each writes its own, and the last one stands.
            begun = self.folder / f"{name}.{os.getpid()}"
            try:
                make_folder(self.folder)
                begun.write_bytes(made)
                begun.replace(self.folder / f"{name}.br")
            except OSError:
                log.warning("packed files cannot be kept in their folder")
                self.folder = None
        return made


@dataclass(frozen=True)
class Packing:
    """Answers with the packed form of the framework's own scripts and styles where a browser takes it."""

    app: ASGIApp
    packs: Packs
    files: Mapping[str, Path]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope) if scope["type"] == "http" else Headers()
        is_ours = (
            scope["type"] == "http" and scope["path"] in self.files and scope["method"] in ("GET", "HEAD")
        )
        if not is_ours or "range" in asked or not takes_brotli(asked.get("accept-encoding", "")):
            await self.app(scope, receive, send)
            return
        file = self.files[scope["path"]]
        content = self.packs.packed(file.name, file)
        if content is None:
            await self.app(scope, receive, for_a_minute(send))
            return
        headers = {"Content-Encoding": "br", "Vary": "Accept-Encoding", "Cache-Control": FOREVER}
        await Response(content, headers=headers, media_type=TYPES[file.suffix])(scope, receive, send)


def for_a_minute(send: Send) -> Send:
    """Has nginx ask again soon for what will be smaller then; a browser keeps what it got."""

    async def send_with_time(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(raw=message["headers"])["X-Accel-Expires"] = "60"
        await send(message)

    return send_with_time


def framework_files(static: Path) -> dict[str, Path]:
    """The scripts and styles of the installed framework by address. `static`: the folder of its page."""
    found = (path for path in (static / "static").rglob("*") if path.suffix in TYPES)
    return {f"/{path.relative_to(static).as_posix()}": path for path in found}


def named_in(index_html: str, files: Mapping[str, Path]) -> Iterable[Path]:
    """Those that every page loads."""
    return (path for address, path in files.items() if f".{address}" in index_html)


PACKS = Packs(VAR / "packed")
