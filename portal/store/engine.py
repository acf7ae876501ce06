"""Opens the database: durable settings, one writer at a time, faults as one sentence that holds no text of a person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from portal.errors import BadSetting, StoreUnavailable
from portal.store.crypto import make_folder

BUSY_MS = 5000
# Writers of one PostgreSQL database queue on this number; what it is does not matter.
_LOCK = 4_711_050
# The name of an engine's option that says where in its database everything lies.
OWN_SCHEMA = "portal_schema"
_PRAGMAS = (
    "journal_mode=WAL",
    # An acknowledged report survives a power cut, not only a crash.
    "synchronous=FULL",
    f"busy_timeout={BUSY_MS}",
    "foreign_keys=ON",
    "secure_delete=ON",
)


def open_engine(address: str, schema: str = "") -> Engine:
    """For sqlite:/// and postgresql:// addresses. Raises BadSetting on any other.

    `schema`: where in a PostgreSQL database everything lies, made when it is first written to; empty is where the server
    puts it.
    """
    try:
        url = make_url(address)
    except ArgumentError:
        raise BadSetting(
            "PORTAL_DATABASE_URL is not a database address, like sqlite:///var/portal.db"
        ) from None
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise BadSetting(f"PORTAL_DATABASE_URL names '{kind}'; use sqlite or postgresql")
    options: dict[str, Any] = {"hide_parameters": True}
    if kind == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}
        if schema:
            options["connect_args"]["options"] = f"-csearch_path={schema}"
            options["execution_options"] = {OWN_SCHEMA: schema}
    engine = create_engine(url, **options)
    if kind == "sqlite":
        _make_durable(engine)
        if url.database:
            _make_when_needed(engine, Path(url.database))
    return engine


def _make_when_needed(engine: Engine, file: Path) -> None:
    """Nothing is made by naming a database, so that a command that only looks leaves no empty one behind."""

    @event.listens_for(engine, "do_connect")
    def make(*_: Any) -> None:
        keep_private(file)


def keep_private(file: Path) -> None:
    """The database and a folder made for it are their owner's alone, whatever the umask of whoever starts the portal."""
    make_folder(file.parent)
    with suppress(FileExistsError):
        # SQLite gives its journal the mode of the database.
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _make_durable(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _: Any) -> None:
        # The driver's own transactions start too late; ours start in begin() below.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("portal_reads_only", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, the only one that writes while it lasts. Raises StoreUnavailable; then nothing was written."""
    with _faults_in_one_sentence(), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one moment of the database and changes nothing."""
    options: dict[str, Any] = {"portal_reads_only": True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _faults_in_one_sentence(), engine.connect().execution_options(**options) as connection:
        yield connection


@contextmanager
def _faults_in_one_sentence() -> Iterator[None]:
    """A driver's message may quote the row it failed on, so it goes no further than this."""
    try:
        yield
    except DBAPIError as error:
        fault = type(error.orig).__name__
        raise StoreUnavailable(
            f"the database could not be used ({fault}), and nothing was written; keep what you typed and try again"
        ) from None
