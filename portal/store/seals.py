"""Seals: keyed hashes over the history, the access log and what each report says, which nobody makes without the key.

The key lies in the database wrapped by keys that do not, so somebody who can only write to the database can make no
seal. Where each chain ends is kept beside it, sealed too, so that lines cut off the end are missed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from portal.errors import StoreUnavailable
from portal.store.crypto import keyed_hash
from portal.store.tables import AnyRow, Tables

HISTORY, ACCESS = "history", "access"
# What a report says that only an act may change.
_SEALED = (
    "report_id", "reference", "kind", "sector_code", "state", "revision", "may_publish", "show_name", "email_hash",
    "email_confirmed", "sorted_answer", "entered_by", "assigned_to",
)  # fmt: skip
TRIGGERS = {
    "sqlite": ("history_no_update", "history_no_delete", "access_log_no_update", "access_log_no_delete"),
    "postgresql": ("history_no_change", "access_log_no_change"),
}


def read_key(tables: Tables, wrapped: str) -> None:
    """The store's own key, and from which line the history is sealed: kept together under keys that are not here.

    So whoever writes to the database without those keys cannot make it believe that there were no seals yet.
    """
    key, _, first = wrapped.partition(":")
    tables.hash_key, tables.sealed_from = bytes.fromhex(key), int(first or 0)


def wrapped_key(tables: Tables) -> str:
    return f"{tables.hash_key.hex()}:{tables.sealed_from}"


def seal(tables: Tables, *parts: object) -> str:
    """Raises StoreUnavailable where the key has not been read."""
    if not tables.hash_key:
        raise StoreUnavailable("the key of the seals has not been read")
    return keyed_hash(tables.hash_key, "seal", "\0".join(map(str, parts)))


def next_seal(connection: Connection, tables: Tables, name: str, line_no: int, content: str) -> str:
    """The seal of a line that is being added, and the chain's new end in the same transaction."""
    head = read_head(connection, tables, name)
    made = seal(tables, name, head.seal if head else "", content)
    put_head(
        connection,
        tables,
        name,
        head.first_line if head else line_no,
        head.start if head else "",
        line_no,
        made,
    )
    return made


def read_head(connection: Connection, tables: Tables, name: str) -> AnyRow | None:
    table = tables.chain_heads
    return connection.execute(select(table).where(table.c.name == name)).first()


def put_head(
    connection: Connection, tables: Tables, name: str, first_line: int, start: str, lines: int, last: str
) -> None:
    table = tables.chain_heads
    values = {"first_line": first_line, "start": start, "lines": lines, "seal": last}
    values |= {"mac": _mac(tables, name, first_line, start, lines, last)}
    if read_head(connection, tables, name):
        connection.execute(update(table).where(table.c.name == name).values(**values))
    else:
        connection.execute(insert(table).values(name=name, **values))


def _mac(tables: Tables, name: str, *parts: object) -> str:
    return seal(tables, "head", name, *parts)


def check_head(tables: Tables, name: str, head: AnyRow | None, lines: int, last: str) -> None:
    """Raises StoreUnavailable when the chain ends elsewhere than where it was left, or was sealed anew from a later line."""
    if name == HISTORY and head and tables.sealed_from and head.first_line != tables.sealed_from:
        raise StoreUnavailable(
            f"the history was sealed from line {tables.sealed_from} on and is now sealed from line {head.first_line}; "
            "somebody cleared the seals: restore the database from a backup"
        )
    if head is None:
        if lines:
            raise StoreUnavailable(f"where the {name} ends is not kept any more; compare it with a backup")
        return
    if head.mac != _mac(tables, name, head.first_line, head.start, head.lines, head.seal):
        raise StoreUnavailable(f"where the {name} ends was written by somebody without the key")
    if (head.lines, head.seal) != (lines, last):
        raise StoreUnavailable(
            f"the {name} ends at line {lines} and should end at {head.lines}; restore the database from a backup"
        )


def seal_report(connection: Connection, tables: Tables, report_id: str) -> None:
    """After every act: what the report says now, sealed."""
    table = tables.reports
    mine = table.c.report_id == report_id
    row = connection.execute(select(table).where(mine)).one()
    connection.execute(update(table).where(mine).values(seal=_of_report(tables, row)))


def _of_report(tables: Tables, row: Any) -> str:
    return seal(tables, "report", *(getattr(row, name) for name in _SEALED))


def check_reports(connection: Connection, tables: Tables) -> list[str]:
    """References of reports whose state, consent or place was changed without an act."""
    history = tables.history
    moves = (
        select(history.c.reference, history.c.to_state)
        .where(history.c.reference != "", history.c.to_state != "")
        .order_by(history.c.line_no)
    )
    last = {row.reference: row.to_state for row in connection.execute(moves)}
    return [
        row.reference
        for row in connection.execute(select(tables.reports))
        if row.seal != _of_report(tables, row) or last.get(row.reference) != row.state
    ]


def missing_triggers(connection: Connection) -> list[str]:
    """Names of the triggers that keep lines from being changed and are not there."""
    kind = connection.dialect.name
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if kind == "sqlite"
        # Another portal in the same database has triggers of the same names in a schema of its own.
        else "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = current_schema()::regnamespace"
    )
    there = set(connection.execute(text(asked)).scalars())
    return [name for name in TRIGGERS[kind] if name not in there]
