"""Reports of several forces on one database server: each in a schema of its own, made when first written to."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from databases import empty_schema
from sqlalchemy import create_engine, inspect, text

from portal.store.crypto import Cipher
from portal.store.engine import open_engine
from portal.store.reports import SqlReports
from portal.store.schema import newest, plan


@pytest.fixture
def schema(postgresql: str) -> Iterator[str]:
    name = f"force_{uuid.uuid4().hex[:8]}"
    yield name
    engine = create_engine(postgresql)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
    engine.dispose()


def schemas(server: str) -> set[str]:
    engine = create_engine(server)
    try:
        return set(inspect(engine).get_schema_names())
    finally:
        engine.dispose()


def test_a_force_has_a_schema_of_its_own_from_its_first_report_on(postgresql: str, schema: str) -> None:
    first = empty_schema(postgresql)
    own, others = open_engine(first, schema), open_engine(first)
    cipher = Cipher((Fernet.generate_key().decode(),))
    # Asking what it needs makes nothing.
    assert plan(own)[-1].number == newest()
    assert schema not in schemas(postgresql)
    SqlReports(own, cipher)
    assert plan(own) == []
    assert "reports" in inspect(own).get_table_names(schema=schema)
    # The first force's place is as empty as it was, and is made apart.
    assert plan(others)[-1].number == newest()
    assert inspect(others).get_table_names() == []
    SqlReports(others, cipher)
    with own.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    assert (len(plan(own)) > 0, plan(others)) == (True, [])
    for engine in (own, others):
        engine.dispose()
