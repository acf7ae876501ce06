"""The number of the last step is read from file names, so that a start need not load the migration tool."""

from __future__ import annotations

from alembic.script import ScriptDirectory

from portal.store import schema


def test_the_newest_step_by_file_name_is_the_one_the_migrations_lead_to() -> None:
    head = ScriptDirectory.from_config(schema._config(None, None)).get_current_head()
    assert schema.newest() == head
