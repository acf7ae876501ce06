"""Starts a server on a free loopback port, waits until it is well, and ends that very process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Server:
    """A running server. `seconds` is from the start of the process to the first healthy answer."""

    url: str
    seconds: float
    process: int = 0


@contextmanager
def portal_server(tree: Path = ROOT, more: dict[str, str] | None = None) -> Iterator[Server]:
    """The portal of a checkout; without one, of this. `more` settings than the environment's."""
    command = [sys.executable, "-m", "portal.cli", "serve", "--port"]
    with _serving(command, "/healthz", more or {}, tree) as server:
        yield server


@contextmanager
def peer_server(folder: Path) -> Iterator[Server]:
    """The peer, with the table and the shapes that `peer_data` wrote into `folder`."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "bench" / "peer_app.py"),
        "--server.headless=true",
    ]
    command += [
        "--server.address=127.0.0.1",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
    ]
    with _serving([*command, "--server.port"], "/_stcore/health", {"PEER_FOLDER": str(folder)}) as server:
        yield server


@contextmanager
def _serving(command: list[str], health: str, more: dict[str, str], folder: Path = ROOT) -> Iterator[Server]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, str(port)], cwd=folder, env={**os.environ, **more}, stdout=said, stderr=said
        )
        try:
            while not is_well(url + health):
                if process.poll() is not None or time.perf_counter() - started > PATIENCE_SECONDS:
                    said.seek(0)
                    raise RuntimeError(
                        f"a server did not start: {said.read().decode(errors='replace')[-2000:]}"
                    )
                time.sleep(0.02)
            yield Server(url, time.perf_counter() - started, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
