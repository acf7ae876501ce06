"""An official file as a thing on disk, and its bytes checked before anything reads them as a table.

Everything here is about a file as a thing on disk: its name, its size, whether it is text, whether it is whole. What
the rows say is checked in `street`.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from portal.errors import BadSource

STREET_COLUMNS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
    "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip
OUTCOME_COLUMNS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
    "LSOA name", "Outcome type",
)  # fmt: skip
COLUMNS = {"street": STREET_COLUMNS, "outcomes": OUTCOME_COLUMNS}

# The largest force's month is about 25 MB; a row is about 250 bytes. Sixteen times as much is no police file.
MAX_FILE_BYTES = 400_000_000
MAX_LINE_BYTES = 65_536
_CHUNK = 1 << 20
_MONTH_ALONE = re.compile(r"\d{4}-\d{2}")
_NAME = re.compile(
    r"(?:.*/)?(?P<folder>\d{4}-\d{2})/(?P<month>\d{4}-\d{2})-(?P<force>[a-z-]+)-(?P<kind>street|outcomes)\.csv(?:\.gz)?",
    re.IGNORECASE,
)
AGAIN = "download it again"
# What the readers of compressed files raise on damaged bytes: bad lengths, offsets, names, flags and checksums.
DAMAGE = (
    EOFError, zlib.error, OSError, zipfile.BadZipFile, RuntimeError, ValueError, OverflowError, struct.error, KeyError,
)  # fmt: skip


@dataclass(frozen=True)
class OfficialFile:
    """One month of one kind for one force, where it lies. `member` names it inside a ZIP.

    `label` is what faults call it, where the path would tell a reader nothing; `over` is the older archive whose copy of
    the month it was taken over.
    """

    path: Path
    month: str
    force: str
    kind: str
    member: str = ""
    label: str = ""
    over: str = ""

    @property
    def name(self) -> str:
        return self.label or (f"{self.path.name}:{self.member}" if self.member else self.path.name)

    def archive_month(self, sha256: str) -> str:
        """The month of the official archive this content came from; empty when nothing says so.

        Known for a whole archive by its name, and for a fetched file by the note beside it, if that is about these
        very bytes. Outcomes are as of that month.
        """
        if self.member:
            return self.path.stem if self.is_from_archive else ""
        about = note_beside(self.path)
        return about["archive"] if about.get("sha256") == sha256 else ""

    @property
    def is_from_archive(self) -> bool:
        """Whether it lies in a whole official archive, which is named after its month."""
        return bool(self.member) and _MONTH_ALONE.fullmatch(self.path.stem) is not None

    def content(self) -> bytes:
        """All of it, unpacked. Raises BadSource."""
        try:
            with self.open() as stream:
                return stream.read(MAX_FILE_BYTES)
        except DAMAGE as error:
            raise BadSource(f"{self.name}: the compressed file is cut short or damaged; {AGAIN}") from error

    def open(self) -> IO[bytes]:
        if self.member:
            return zipfile.ZipFile(self.path).open(self.member)
        return gzip.open(self.path, "rb") if self.path.suffix == ".gz" else self.path.open("rb")  # type: ignore[return-value]


def note_beside(path: Path) -> dict[str, Any]:
    """Where a fetched file came from, as `fetch_one` wrote it; empty where nothing that can be read lies beside it."""
    try:
        note = json.loads(path.with_name(f"{path.name}.source.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


@dataclass(frozen=True)
class OfficialName:
    """What the path of an official file says it holds."""

    month: str
    force: str
    kind: str


def parse_name(path: str) -> OfficialName | None:
    """None for anything but YYYY-MM/YYYY-MM-<force>-street.csv or -outcomes.csv, plain or gzip."""
    match = _NAME.fullmatch(path)
    if match is None or match["folder"] != match["month"]:
        return None
    return OfficialName(match["month"], match["force"].lower(), match["kind"].lower())


def unpack(file: OfficialFile, to: Path) -> str:
    """Copies the file to `to` as plain CSV while checking its bytes; returns the SHA-256 of the plain bytes.

    Raises BadSource when it is empty, HTML, not UTF-8, cut short or oversized.
    """
    digest, rows, line_bytes, total = hashlib.sha256(), 1, 0, 0
    try:
        with file.open() as stream, to.open("wb") as plain:
            while chunk := stream.read(_CHUNK):
                if total == 0:
                    _check_header(file, chunk)
                total += len(chunk)
                if total > MAX_FILE_BYTES:
                    raise BadSource(
                        f"{file.name}: unpacks to more than {MAX_FILE_BYTES:,} bytes, far more than a month of crimes; {AGAIN}"
                    )
                rows, line_bytes = _check_lines(file, chunk, rows, line_bytes)
                digest.update(chunk)
                plain.write(chunk)
    except DAMAGE as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise BadSource(f"{file.name}: cannot be read or unpacked here ({error.strerror})") from error
        raise BadSource(
            f"{file.name}: the compressed file is cut short or damaged after row {rows}; {AGAIN}"
        ) from error
    if total == 0:
        raise BadSource(f"{file.name}: the file is empty; {AGAIN}")
    _check_text(file, to)
    return digest.hexdigest()


def _check_header(file: OfficialFile, chunk: bytes) -> None:
    start = chunk[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        raise BadSource(
            f"{file.name}: row 1 is a web page, not a table; the server sent an error page, so {AGAIN}"
        )
    if chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadSource(f"{file.name}: row 1 is not UTF-8 text; {AGAIN}")


def _check_lines(file: OfficialFile, chunk: bytes, rows: int, line_bytes: int) -> tuple[int, int]:
    """Counts rows and refuses a line too long to be one, without ever holding it whole."""
    pieces = chunk.split(b"\n")
    pieces_length = [len(piece) for piece in pieces]
    pieces_length[0] += line_bytes
    longest = max(pieces_length)
    if longest > MAX_LINE_BYTES:
        raise BadSource(
            f"{file.name}: row {rows + pieces_length.index(longest)} is longer than {MAX_LINE_BYTES:,} bytes, so a field in it is broken; {AGAIN}"
        )
    return rows + len(pieces) - 1, pieces_length[-1]


def _check_text(file: OfficialFile, plain: Path) -> None:
    content = plain.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        line = content[content.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = COLUMNS[file.kind][min(line.count(b","), len(COLUMNS[file.kind]) - 1)]
        raise BadSource(f"{file.name}: row {row}, column '{column}' is not UTF-8 text; {AGAIN}") from error
    for broken, what in ((rb"\x00", "a zero byte"), (rb"\r(?!\n)", "half a line end")):
        if found := re.search(broken, content):
            row = content.count(b"\n", 0, found.start()) + 1
            raise BadSource(f"{file.name}: row {row} holds {what}, which no official file has; {AGAIN}")
