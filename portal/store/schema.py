"""Brings a database to the schema this version needs, and says which one it has."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, MetaData, inspect, text
from sqlalchemy.schema import CreateSchema

from portal.errors import StoreUnavailable
from portal.store.engine import OWN_SCHEMA, reading, writing

# Alembic is imported where there is a step to plan or take: at nearly every start there is none.
if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SchemaStep:
    """One numbered change of the database, with what it does."""

    number: str
    words: str


def _config(connection: Connection | None, metadata: MetaData | None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("portal.store") / "migrations").replace("%", "%%"))
    config.attributes |= {"connection": connection, "metadata": metadata}
    return config


def newest() -> str:
    """The number of the last step, which its file's name begins with."""
    steps = (files("portal.store") / "migrations" / "versions").iterdir()
    return max(step.name[1:5] for step in steps if step.name.startswith("v"))


def _steps() -> list[SchemaStep]:
    """Every change this version knows, oldest first."""
    from alembic.script import ScriptDirectory

    known = ScriptDirectory.from_config(_config(None, None)).walk_revisions()
    return [SchemaStep(step.revision, (step.doc or "").split("\n")[0]) for step in known][::-1]


def _number(connection: Connection) -> str:
    """The last step the database took; empty where it took none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def _still_to_do(connection: Connection) -> list[SchemaStep]:
    if _number(connection) == newest():
        return []
    from alembic.runtime.migration import MigrationContext

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
            from alembic import command

            if schema := engine.get_execution_options().get(OWN_SCHEMA):
                connection.execute(CreateSchema(schema, if_not_exists=True))

            command.upgrade(_config(connection, metadata), "head")


def downgrade(engine: Engine, metadata: MetaData) -> None:
    """Back to an empty database. Only the tests do this."""
    from alembic import command

    with writing(engine) as connection:
        command.downgrade(_config(connection, metadata), "base")
