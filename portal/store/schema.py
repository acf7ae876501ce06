"""Brings a database to the schema this version needs, and says which one it has."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData

from portal.errors import StoreUnavailable
from portal.store.engine import writing


def _config(connection: Connection | None, metadata: MetaData | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("portal.store") / "migrations").replace("%", "%%"))
    config.attributes |= {"connection": connection, "metadata": metadata}
    return config


def newest() -> str:
    return str(ScriptDirectory.from_config(_config(None, None)).get_current_head())


def upgrade(engine: Engine, metadata: MetaData) -> None:
    """Applies what is missing, all or nothing; replicas that start together wait for each other.

    Raises StoreUnavailable when the database was written by a newer version.
    """
    with writing(engine) as connection:
        has = MigrationContext.configure(connection).get_current_revision()
        known = {step.revision for step in ScriptDirectory.from_config(_config(None, None)).walk_revisions()}
        if has is not None and has not in known:
            raise StoreUnavailable(
                f"the database is at step {has}, which this version does not know; run the newer version"
            )
        if has != newest():
            command.upgrade(_config(connection, metadata), "head")


def downgrade(engine: Engine, metadata: MetaData) -> None:
    """Back to an empty database. Only the tests do this."""
    with writing(engine) as connection:
        command.downgrade(_config(connection, metadata), "base")
