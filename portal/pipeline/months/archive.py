"""Reads single members of the official archive ZIPs over HTTP ranges, trying again while the network fails.

An archive holds every force for 36 months and is over a gigabyte; one force's month is a few megabytes of it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from remotezip import RangeNotSupported, RemoteZip, RemoteZipError
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential
from urllib3.exceptions import HTTPError as BodyCut

from portal.errors import FetchFailed
from portal.pipeline.months.official import MAX_FILE_BYTES, parse_name

OFFICIAL = "https://data.police.uk/data/archive"
# How many months an archive holds, its own included.
SPAN = 36
LONGEST_WAIT = 30.0
# Some stores answer 403 for a file that does not exist.
_ABSENT = {403, 404, 410}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_CHUNK = 1 << 18
# A member compressed again on the way could not be read by its offsets.
_HEADERS = {"Accept-Encoding": "identity", "User-Agent": "on-the-record"}

Answer = TypeVar("Answer")
# Told the number of bytes unpacked so far.
Watch = Callable[[int], None]


@dataclass
class Archive:
    """The archive at `base`, for one force. Directories are read once and kept.

    `attempts` and `first_wait` (seconds, doubled each time) say how patient it is.
    """

    force: str
    base: str = OFFICIAL
    attempts: int = 5
    first_wait: float = 1.0
    timeout: float = 60.0
    tell: Callable[[str], None] = lambda sentence: None
    _open: dict[str, RemoteZip] = field(default_factory=dict)
    _listed: dict[str, dict[tuple[str, str], zipfile.ZipInfo] | None] = field(default_factory=dict)

    def url(self, archive_month: str) -> str:
        return f"{self.base.rstrip('/')}/{archive_month}.zip"

    def members(self, archive_month: str) -> dict[tuple[str, str], zipfile.ZipInfo] | None:
        """This force's members by month and kind; None when there is no such archive. Raises FetchFailed."""
        if archive_month not in self._listed:
            self._listed[archive_month] = self._patiently(
                f"{archive_month}.zip", lambda: self._list(archive_month)
            )
        return self._listed[archive_month]

    def copy(self, archive_month: str, member: zipfile.ZipInfo, to: Path, watch: Watch) -> None:
        """Unpacks one member to `to`; the ZIP's own checksum is compared at its end. Raises FetchFailed."""
        what = f"{archive_month}.zip, member {member.filename}"
        if member.file_size > MAX_FILE_BYTES:
            raise FetchFailed(
                f"{what}: would unpack to {member.file_size:,} bytes, far more than a month of crimes; nothing was replaced"
            )
        self._patiently(what, lambda: self._copy(archive_month, member, to, watch))

    def close(self) -> None:
        for name in list(self._open):
            self._drop(name)

    def _list(self, archive_month: str) -> dict[tuple[str, str], zipfile.ZipInfo] | None:
        try:
            listing = self._zip(archive_month).infolist()
        except RemoteZipError as error:
            if _status(error) in _ABSENT:
                return None
            raise
        names = {member.filename: member for member in listing}
        parsed = {name: parse_name(name) for name in names}
        return {
            (found.month, found.kind): names[name]
            for name, found in parsed.items()
            if found is not None and found.force == self.force
        }

    def _copy(self, archive_month: str, member: zipfile.ZipInfo, to: Path, watch: Watch) -> None:
        try:
            done = 0
            with self._zip(archive_month).open(member.filename) as stream, to.open("wb") as plain:
                while chunk := stream.read(_CHUNK):
                    plain.write(chunk)
                    done += len(chunk)
                    watch(done)
        except BaseException:
            # A connection cut part-way cannot be read on from; the next attempt starts with a new one.
            self._drop(archive_month)
            raise

    def _zip(self, archive_month: str) -> RemoteZip:
        if archive_month not in self._open:
            self._open[archive_month] = RemoteZip(
                self.url(archive_month), headers=dict(_HEADERS), timeout=self.timeout
            )
        return self._open[archive_month]

    def _drop(self, archive_month: str) -> None:
        opened = self._open.pop(archive_month, None)
        if opened is not None:
            opened.close()

    def _patiently(self, what: str, act: Callable[[], Answer]) -> Answer:
        """Runs `act` until it works, the fault cannot pass, or patience ends. Raises FetchFailed."""

        def say(state: RetryCallState) -> None:
            fault = state.outcome.exception() if state.outcome else None
            self.tell(
                f"{what}: {_words(fault)}; trying again ({state.attempt_number} of {self.attempts - 1})"
            )

        patiently = Retrying(
            stop=stop_after_attempt(self.attempts),
            wait=wait_exponential(multiplier=self.first_wait, max=LONGEST_WAIT),
            retry=retry_if_exception(_may_pass),
            before_sleep=say,
            reraise=True,
        )
        try:
            return patiently(act)
        except FAULTS as error:
            later = ", so run the same command again later" if _may_pass(error) else ""
            raise FetchFailed(
                f"{what} at {self.base}: {_words(error)}; nothing was replaced{later}"
            ) from error


FAULTS = (RemoteZipError, BodyCut, OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError)


def _status(error: BaseException | None) -> int | None:
    """The HTTP status behind a fault; remotezip keeps it only as the fault's context."""
    while error is not None:
        response = getattr(error, "response", None)
        if response is not None:
            return int(response.status_code)
        error = error.__cause__ or error.__context__
    return None


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, RangeNotSupported) or not isinstance(error, FAULTS):
        return False
    status = _status(error)
    return status is None or status in _PASSING


def _words(error: BaseException | None) -> str:
    """The fault in plain words, with its own text only where that helps."""
    if isinstance(error, RangeNotSupported):
        return "the server does not send parts of a file; download the whole ZIP and give it to 'portal data add --street'"
    status = _status(error)
    if status is not None:
        return f"the server answered {status}"
    if isinstance(error, (zipfile.BadZipFile, zlib.error, NotImplementedError)):
        return f"what arrived is damaged ({error})"
    if isinstance(error, (BodyCut, EOFError)):
        return "the connection broke off part-way"
    return f"the server could not be reached ({type(error).__name__})"
