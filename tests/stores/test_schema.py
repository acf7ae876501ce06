"""The steps lead to the tables the code writes to, and the last is known by its file's name alone."""

from __future__ import annotations

from alembic.script import ScriptDirectory
from invented_reports import Bureau
from sqlalchemy import inspect

from portal.store import schema


def test_the_newest_step_by_file_name_is_the_one_the_migrations_lead_to() -> None:
    head = ScriptDirectory.from_config(schema._config(None, None)).get_current_head()
    assert schema.newest() == head


def test_the_steps_make_the_tables_that_the_code_declares_keys_lengths_and_all(bureau: Bureau) -> None:
    there, tables = inspect(bureau.engine), bureau.store.tables.metadata.tables
    assert set(tables) <= set(there.get_table_names())
    for name, table in tables.items():
        made = {column["name"]: column for column in there.get_columns(name)}
        assert set(made) == set(table.c.keys()), name
        assert there.get_pk_constraint(name)["constrained_columns"] == list(
            table.primary_key.columns.keys()
        ), name
        for column in table.c:
            asked = (column.nullable, getattr(column.type, "length", None))
            found = made[column.name]
            assert (found["nullable"], getattr(found["type"], "length", None)) == asked, (
                f"{name}.{column.name}"
            )
