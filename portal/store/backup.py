"""Backup and restore: every table as it lies, encrypted columns still encrypted, in one file for either database.

A backup is of one moment. It cannot be read without the keys, which are not in it; keep them somewhere else.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    type_coerce,
)

from portal.errors import BadRequest, BadSource
from portal.store import schema
from portal.store.crypto import write_private
from portal.store.engine import reading, writing
from portal.store.history import check_chain
from portal.store.reports import SqlReports
from portal.store.seals import read_key
from portal.store.tables import Encrypted, Instant, Tables

KEPT = timedelta(days=30)


def back_up(store: SqlReports, path: Path) -> int:
    """Writes the backup, readable by its owner alone, and returns how many lines of history it holds.

    Raises BadRequest when the file exists, StoreUnavailable when the history does not hold together.
    """
    if path.exists():
        raise BadRequest(f"{path}: there is a file already; name a new one")
    with reading(store.engine) as connection:
        lines, head = check_chain(connection, store.tables)
        kept = {table.name: _stored_rows(connection, table) for table in store.tables.metadata.sorted_tables}
    body = json.dumps(kept, sort_keys=True).encode()
    heading = {
        "version": version("portal"),
        "schema": schema.newest(),
        "history": [lines, head],
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    write_private(path, gzip.compress(json.dumps(heading).encode() + b"\n" + body))
    return lines


def forget_old(folder: Path, now: datetime) -> int:
    """Removes backups past KEPT: what a person had erased must not live on in old copies. Returns how many went."""
    old = [
        path
        for path in folder.glob("*.backup")
        if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > KEPT
    ]
    for path in old:
        path.unlink()
    return len(old)


def restore(store: SqlReports, path: Path) -> int:
    """Fills an empty database with a backup, all or nothing, and returns how many lines of history it holds.

    Raises BadSource on a damaged file or one of another version, BadRequest when the database is not empty.
    """
    heading, kept = _read(path)
    if heading["schema"] != schema.newest():
        made_by = heading.get("version", "before 0.2.0")
        raise BadSource(
            f"{path}: it was made by another version ({made_by}, step {heading['schema']}); restore it with that one"
        )
    tables = store.tables
    with writing(store.engine) as connection:
        if connection.execute(select(func.count()).select_from(tables.history)).scalar_one():
            raise BadRequest("the database is not empty; point PORTAL_DATABASE_URL at a new one")
        # An empty database has one row: the key it made for itself, which the backup's key replaces.
        for own in (tables.store_keys, tables.chain_heads):
            connection.execute(delete(own))
        for table in tables.metadata.sorted_tables:
            if kept[table.name]:
                connection.execute(insert(_plain(table)), [_unpacked(table, row) for row in kept[table.name]])
        wrapped = connection.execute(select(tables.store_keys.c.wrapped)).scalar_one()
        read_key(tables, wrapped)
        lines, head = check_chain(connection, tables)
        if [lines, head] != heading["history"]:
            raise BadSource(f"{path}: its history is not the one it was made with; use another backup")
        _follow_numbers(connection, tables)
    store.reload_key()
    return lines


def _follow_numbers(connection: Connection, tables: Tables) -> None:
    """PostgreSQL numbers new rows by a counter that knows nothing of restored ones."""
    if connection.dialect.name == "postgresql":
        highest = select(func.coalesce(func.max(tables.attempts.c.attempt_no), 0) + 1).scalar_subquery()
        counter = func.pg_get_serial_sequence("attempts", "attempt_no")
        connection.execute(select(func.setval(counter, highest, False)))


def _plain(table: Table) -> Table:
    """The same table without encryption and instants, so that what is stored is copied and not read."""
    return Table(table.name, MetaData(), *(Column(c.name, _stored_type(c)) for c in table.columns))


def _stored_type(column: Any) -> Any:
    if isinstance(column.type, Encrypted):
        return LargeBinary()
    return String() if isinstance(column.type, Instant) else column.type


def _stored_rows(connection: Connection, table: Table) -> list[list[Any]]:
    columns = [type_coerce(column, _stored_type(column)) for column in table.columns]
    ordered = select(*columns).order_by(*table.primary_key.columns)
    return [[_packed(value) for value in row] for row in connection.execute(ordered)]


def _packed(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, (bytes, memoryview)) else value


def _unpacked(table: Table, row: list[Any]) -> dict[str, Any]:
    return {
        column.name: base64.b64decode(value)
        if isinstance(column.type, (Encrypted, LargeBinary)) and value is not None
        else value
        for column, value in zip(table.columns, row, strict=True)
    }


def _read(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        heading, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
        about = json.loads(heading)
        if hashlib.sha256(body).hexdigest() == about["sha256"]:
            return about, json.loads(body)
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        pass
    raise BadSource(f"{path}: this is not a whole backup; use another one")
