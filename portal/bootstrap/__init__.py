"""The one place that chooses adapters: reads the settings; each function imports what it opens, to load nothing else."""

from __future__ import annotations

import threading
import uuid
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from portal.bootstrap import desk_parts, keys
from portal.bootstrap.once import Once
from portal.domain.at_hand import serving, slug
from portal.errors import ReleaseNotFound, ReleaseWithdrawn
from portal.settings import VAR, Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from portal.figures.map_files import MapFiles
    from portal.services.desk.casework import Casework
    from portal.services.desk.sign_in import Gate
    from portal.services.desk.telling import Teller
    from portal.services.library.library import Library
    from portal.services.publishing.right_of_reply import RightOfReply
    from portal.services.publishing.wiring import Publisher
    from portal.services.reports.wiring import Reports
    from portal.store.crypto import Cipher
    from portal.store.followers import SqlUnderstanding
    from portal.store.outbox import SqlOutbox
    from portal.store.reports import SqlReports
    from portal.store.schema import SchemaStep
    from portal.tables.load import Package


_invented: list[Settings] = []


def demonstrate(invented: Settings) -> None:
    """From here on this process knows these settings alone. Only `portal demo` calls it, before anything is opened."""
    _invented[:] = [invented]
    settings.cache_clear()


@Once
def settings() -> Settings:
    """Those of the force at hand."""
    force = slug()
    with serving(""):
        if force:
            return settings().of(force)
        return _invented[0] if _invented else Settings.from_environment()


@partial(Once, is_large=True)
def library() -> Library:
    """The release in force of the force at hand, loaded once for the whole process."""
    from portal.services.library.library import open_library

    return open_library(settings().data_dir, settings().geodata_dir)


_opening = threading.Lock()


def library_of(release: str = "") -> Library:
    """The release named, as published; without a name the one in force. Raises ReleaseNotFound, ReleaseWithdrawn."""
    from portal.tables.releases import kept_releases, withdrawn_releases

    if release in ("", library().release):
        return library()
    in_force = (
        f"the release in force is {library().release}, and all that are kept are listed at /api/v1/releases"
    )
    kept = kept_releases(settings().data_dir)
    if release not in kept:
        if said := withdrawn_releases(settings().data_dir).get(release):
            raise ReleaseWithdrawn(f"release '{release}' was {said.rstrip('.')}; {in_force}")
        raise ReleaseNotFound(f"release '{release[:60]}' is not kept here; {in_force}")
    # Opening one takes a second or two, so readers who come together wait for the same one.
    with _opening:
        return _older_library(kept[release])


@Once
def release_log() -> Package | None:
    """What was published and what each release changed; None before anything was."""
    from portal.tables.releases import open_log

    return open_log(settings().data_dir)


def kept_package(release: str) -> Package | None:
    """The tables of one kept release without reading them; None when it is not kept, or not any more."""
    from portal.tables.releases import kept_releases

    path = kept_releases(settings().data_dir).get(release)
    return _opened(path) if path else None


@lru_cache(maxsize=64)
def _opened(path: Path) -> Package:
    from portal.tables.releases import open_kept

    return open_kept(path)


@lru_cache(maxsize=3)
def _older_library(path: Path) -> Library:
    from portal.services.library.library import open_library

    return open_library(zipfile.Path(path), settings().geodata_dir, library().release).read_all()


def map_files() -> MapFiles:
    """The map pages and everything they load, made once from the committed outlines; the first readers may come meanwhile."""
    with _opening:
        return _map_files()


@Once
def _map_files() -> MapFiles:
    from portal.figures.map_files import map_files_of

    return map_files_of(library(), settings().tiles)


def cipher() -> Cipher:
    """The keys in force: the setting, or else the file that a single machine makes for itself."""
    from portal.store.crypto import Cipher

    return Cipher(keys.in_force(settings()))


@Once
def database() -> Engine:
    """Where reports are kept, as it is. Raises BadSetting."""
    from portal.store.engine import open_engine

    return open_engine(settings().database_url or f"sqlite:///{VAR / 'portal.db'}", settings().schema)


def database_file() -> Path | None:
    """The file of an SQLite database, whether it is there yet or not."""
    url = database().url
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def pending_steps() -> list[SchemaStep]:
    """What the database still needs; nothing when it has not been made yet. Changes nothing. Raises StoreUnavailable."""
    from portal.store.schema import plan

    file = database_file()
    return [] if file and not file.exists() else plan(database())


@Once
def report_store() -> SqlReports:
    """Where reports are kept, brought up to date. Raises StoreUnavailable."""
    from portal.store.reports import SqlReports

    return SqlReports(database(), cipher())


def outbox() -> SqlOutbox:
    from portal.store.outbox import SqlOutbox

    return SqlOutbox(report_store().engine, report_store().tables)


def now() -> datetime:
    return datetime.now(UTC)


def report_desk() -> Reports:
    """Reports for commands, which need no map and no tables."""
    from portal.services.reports.wiring import Reports

    return Reports(report_store(), now, lambda: uuid.uuid4().hex, {}, settings().sends_mail)


@Once
def reports() -> Reports:
    """Reports for the page, about the sectors of the release in force."""
    sectors = {code: area.name for code, area in library().areas.items() if area.level == "sector"}
    return replace(report_desk(), sectors=sectors)


def publisher() -> Publisher:
    """Publishing for commands, which need no map and no tables."""
    from portal.services.publishing.wiring import Publisher
    from portal.store.access import SqlAccess
    from portal.store.followers import SqlFollowers
    from portal.store.publishing import SqlPublic

    store = report_store()
    return Publisher(report_desk(), SqlAccess(store), SqlPublic(store), SqlFollowers(store))


@Once
def public_desk() -> Publisher:
    """Publishing for pages, about the sectors of the release in force."""
    return replace(publisher(), reports=reports())


@Once
def right_of_reply() -> RightOfReply:
    from portal.services.publishing.right_of_reply import RightOfReply
    from portal.store.thread_replies import SqlThreadReplies

    return RightOfReply(SqlThreadReplies(report_store()), library(), now, lambda: uuid.uuid4().hex)


def understanding() -> SqlUnderstanding:
    """The totals of "Test yourself". Raises StoreUnavailable."""
    from portal.store.followers import SqlUnderstanding

    return SqlUnderstanding(report_store())


@Once
def gate() -> Gate:
    """The way to the desk: accounts, sessions, passwords."""
    return desk_parts.gate_of(report_store(), reports())


@Once
def casework() -> Casework:
    """What the desk works with."""
    return desk_parts.casework_of(report_store(), reports())


def teller() -> Teller:
    """Telling the desk by mail, for commands and for the link that ends it; needs no map and no tables."""
    return desk_parts.teller_of(report_store(), report_desk())
