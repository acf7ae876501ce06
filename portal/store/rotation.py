"""Encrypts everything anew with the first key, so that older keys can be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import InvalidToken
from sqlalchemy import Connection, LargeBinary, Table, and_, or_, select, type_coerce, update

from portal.domain.reports.report import HistoryLine
from portal.domain.reports.report_states import OPERATOR
from portal.errors import StoreUnavailable
from portal.store.crypto import Cipher
from portal.store.engine import writing
from portal.store.history import add_line
from portal.store.reports import SqlReports
from portal.store.tables import AnySelect, Encrypted, Tables


@dataclass(frozen=True)
class Rotated:
    """How many values were encrypted anew, and how many of them no first key had opened before."""

    values: int
    were_older: int


def rotate_keys(store: SqlReports, cipher: Cipher, at: datetime) -> Rotated:
    """All rows or none, in one transaction with one line of history.

    A process that was started with the older keys alone goes on writing with them; `were_older` counts its rows when
    this is run again, and older keys may go once it says 0.
    """
    done = older = 0
    with writing(store.engine) as connection:
        for table in store.tables.metadata.sorted_tables:
            names = [column.name for column in table.columns if isinstance(column.type, Encrypted)]
            if not names:
                continue
            for row in connection.execute(_stored(table, names)).mappings().all():
                given = [name for name in names if row[name] is not None]
                older += sum(not cipher.is_under_first(bytes(row[name])) for name in given)
                try:
                    fresh = {
                        name: type_coerce(cipher.rotate(bytes(row[name])), LargeBinary) for name in given
                    }
                except InvalidToken:
                    raise StoreUnavailable(
                        f"a row of {table.name} was written with a key that is not given; add that key after the first"
                    ) from None
                mine = and_(*(column == row[column.name] for column in table.primary_key.columns))
                connection.execute(update(table).where(mine).values(fresh))
                done += len(fresh)
        add_line(connection, store.tables, "", HistoryLine("rotate_keys", OPERATOR, at, "", ""))
    return Rotated(done, older)


def under_older_keys(connection: Connection, tables: Tables, cipher: Cipher) -> int:
    """How many values the first key does not open."""
    older = 0
    for table in tables.metadata.sorted_tables:
        names = [column.name for column in table.columns if isinstance(column.type, Encrypted)]
        for row in connection.execute(_stored(table, names)).mappings() if names else ():
            older += sum(
                row[name] is not None and not cipher.is_under_first(bytes(row[name])) for name in names
            )
    return older


def _stored(table: Table, names: list[str]) -> AnySelect:
    columns = [type_coerce(table.c[name], LargeBinary).label(name) for name in names]
    some = or_(*(table.c[name].is_not(None) for name in names))
    return select(*table.primary_key.columns, *columns).where(some)
