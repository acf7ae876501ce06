"""A real server on the committed data, a plain client for it, and a Chromium that can reach nothing else."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from playwright.sync_api import Browser, sync_playwright

# Every name but this machine's own fails to resolve, so a page that needs anything from elsewhere breaks here.
LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"
SERVER_SECONDS = 90
COUNTING = ("-m", "coverage", "run", "--parallel-mode")
_READERS = itertools.cycle(range(1, 255))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_well(process: subprocess.Popen, address: str, log: Path) -> None:
    """Polls the health route; if the server dies or stays silent, shows what it printed."""
    until = time.monotonic() + SERVER_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the server stopped with code {process.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server was not well after {SERVER_SECONDS} s:\n{log.read_text()}")


def server_environment(log: Path, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a server is told: a database and keys for this run alone, then what a test adds."""
    database, key = f"sqlite:///{log.parent / 'portal.db'}", Fernet.generate_key().decode()
    own = {"PORTAL_DATABASE_URL": database, "PORTAL_SECRET_KEYS": key}
    return {**os.environ, **own, **(environment or {})}


def start_server(
    log: Path,
    environment: Mapping[str, str],
    port: int,
    metrics_port: int = 0,
    within: tuple[str, ...] = (),
    *,
    counted: bool = False,
) -> subprocess.Popen:
    """The portal on the committed data, as a process of its own; it is well when this returns.

    `within` is a command that becomes the server. `counted` servers add to the lines gone through where a run counts any.
    """
    counting = COUNTING if counted and "COVERAGE_FILE" in environment else ()
    command = [*within, sys.executable, *counting, "-m", "portal.cli", "serve", "--port", str(port), "--metrics-port",
               str(metrics_port)]  # fmt: skip
    with log.open("a") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT, env=dict(environment))
    try:
        wait_until_well(process, f"http://127.0.0.1:{port}", log)
    except BaseException:
        process.kill()
        raise
    return process


@contextmanager
def running_server(
    log: Path,
    environment: Mapping[str, str] | None = None,
    port: int = 0,
    metrics_port: int = 0,
    counted: bool = False,
) -> Iterator[str]:
    """The portal on the committed data at a free port, with a database of its own; its address."""
    port = port or free_port()
    process = start_server(log, server_environment(log, environment), port, metrics_port, counted=counted)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def running_browser() -> Iterator[Browser]:
    path = os.environ.get("PORTAL_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking", LOOPBACK_ONLY]
        )
        yield chromium
        chromium.close()


def leaves(url: str, server: str) -> bool:
    return not url.startswith((server, "data:", "blob:", server.replace("http", "ws")))


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Client:
    """Sends the path exactly as given, so that hostile ones arrive unrepaired. One connection for many questions."""

    def __init__(self, server: str, source: str = "") -> None:
        # Each client is a reader of its own, with a whole minute's allowance.
        self._reader = f"192.0.2.{next(_READERS)}"
        self._connection = HTTPConnection(
            server.removeprefix("http://"), timeout=60, source_address=(source, 0) if source else None
        )

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        sent = {"X-Forwarded-For": self._reader}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, headers=sent)
        answer = self._connection.getresponse()
        return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
