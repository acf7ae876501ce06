"""What version 0.1.0 kept of invented people, row by row, with the key it was kept under."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Connection, MetaData, Table, delete, insert, text

KEPT = json.loads((Path(__file__).parent / "stores" / "first_edition.json").read_text())


def fill(connection: Connection) -> None:
    """Puts the rows into the tables that version made, in place of what it wrote into them by itself."""
    there = MetaData()
    there.reflect(connection)
    tables = [table for table in there.sorted_tables if table.name != "alembic_version"]
    for table in reversed(tables):
        if table.name != "history":
            connection.execute(delete(table))
    for table in tables:
        rows = [
            {name: _value(table, name, kept) for name, kept in row.items()}
            for row in KEPT["tables"].get(table.name, [])
        ]
        if rows:
            connection.execute(insert(table), rows)
    if connection.dialect.name == "postgresql":
        # A server that kept these rows itself would go on counting after them.
        connection.execute(text("SELECT setval('attempts_attempt_no_seq', 1000)"))


def _value(table: Table, name: str, kept: Any) -> Any:
    if isinstance(kept, dict):
        return base64.b64decode(kept["base64"])
    return bool(kept) if isinstance(table.c[name].type, Boolean) else kept
