"""Brings a database to the schema this version needs, and says which one it has."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData

from portal.errors import StoreUnavailable
from portal.store.engine import reading, writing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SchemaStep:
    """One numbered change of the database, with what it does."""

    number: str
    words: str


def _config(connection: Connection | None, metadata: MetaData | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("portal.store") / "migrations").replace("%", "%%"))
    config.attributes |= {"connection": connection, "metadata": metadata}
    return config


def newest() -> str:
    return str(ScriptDirectory.from_config(_config(None, None)).get_current_head())


def _steps() -> list[SchemaStep]:
    """Every change this version knows, oldest first."""
    known = ScriptDirectory.from_config(_config(None, None)).walk_revisions()
    return [SchemaStep(step.revision, (step.doc or "").split("\n")[0]) for step in known][::-1]


def _still_to_do(connection: Connection) -> list[SchemaStep]:
    steps = _steps()
    has = MigrationContext.configure(connection).get_current_revision()
    numbers = [step.number for step in steps]
    if has is not None and has not in numbers:
        raise StoreUnavailable(
            f"the database is at step {has}, which this version does not know; run the newer version"
        )
    return steps[numbers.index(has) + 1 :] if has else steps


def plan(engine: Engine) -> list[SchemaStep]:
    """What `upgrade` would apply, in order. Changes nothing. Raises StoreUnavailable as it does."""
    with reading(engine) as connection:
        return _still_to_do(connection)


def upgrade(engine: Engine, metadata: MetaData) -> None:
    """Applies what is missing, all or nothing; replicas that start together wait for each other.

    Raises StoreUnavailable when the database was written by a newer version.
    """
    with writing(engine) as connection:
        steps = _still_to_do(connection)
        for step in steps:
            log.info("the database takes step %s: %s", step.number, step.words)
        if steps:
            command.upgrade(_config(connection, metadata), "head")


def downgrade(engine: Engine, metadata: MetaData) -> None:
    """Back to an empty database. Only the tests do this."""
    with writing(engine) as connection:
        command.downgrade(_config(connection, metadata), "base")
