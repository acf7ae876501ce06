"""One real server for all of the API's tests, and the same release opened beside it to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Client, free_port, running_server

from portal.services.library.library import Library, open_library
from portal.settings import Settings
from portal.tables.releases import open_log


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("api") / "server.log"


@pytest.fixture(scope="session")
def metrics_port() -> int:
    """Where the server gives its counters."""
    return free_port()


@pytest.fixture(scope="session")
def server(server_log: Path, metrics_port: int) -> Iterator[str]:
    with running_server(server_log, metrics_port=metrics_port) as address:
        yield address


@pytest.fixture
def client(server: str) -> Client:
    return Client(server)


@pytest.fixture(scope="session")
def library() -> Library:
    settings = Settings.from_environment()
    return open_library(settings.data_dir, settings.geodata_dir)


@pytest.fixture(scope="session")
def first_release(library: Library) -> str:
    """The oldest release that is kept: its method and its wording are of the first edition."""
    log = open_log(library.data.folder)
    assert log is not None
    return str(log.table("releases").sort_values("number").release.iloc[0])


@pytest.fixture(autouse=True)
def no_fault_of_ours(server_log: Path) -> Iterator[None]:
    """Fails any test during which the server printed a traceback, whatever it answered."""
    before = server_log.stat().st_size if server_log.exists() else 0
    yield
    printed = server_log.read_bytes()[before:].decode() if server_log.exists() else ""
    assert not re.search(r"^Traceback|\"fault\":", printed, re.M), printed
