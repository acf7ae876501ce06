"""Several identical processes on ports one after the other, kept running by a small parent that serves nothing itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from portal.cli.changed import say_answers_changed
from portal.cli.consoles import err
from portal.settings import PREFIX

LOOK_SECONDS = 0.2
# After this long a process that was told to stop is ended, and its readers connect elsewhere.
DRAIN_SECONDS = 20.0
START_SECONDS = 120.0
MOST_WAIT_SECONDS = 30.0


@dataclass
class Worker:
    """One process, its ports, and how long to wait before it is started again."""

    host: str
    port: int
    metrics_port: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.0
    ended: float = field(default=0.0)
    environment: Path | None = None

    def start(self) -> None:
        given = {"--host": self.host, "--metrics-port": self.metrics_port, "--port": self.port}
        options = [str(part) for option in given.items() for part in option]
        command = [*_portal(), "serve", *options]
        self.process, self.started = (
            subprocess.Popen(command, env=in_force(self.environment)),
            time.monotonic(),
        )

    def look(self) -> None:
        """Starts it again when it ended by itself; a process that keeps ending is given more and more time."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            lasted = now - self.started
            self.wait = 0.0 if lasted > 60 else min(MOST_WAIT_SECONDS, 2 * self.wait + 1)
            err.print(
                f"The process at port {self.port} ended ({self.process.returncode}); it starts again in {self.wait:.0f} s.",
                markup=False,
            )
            self.process, self.ended = None, now
        if self.process is None and now - self.ended >= self.wait:
            self.start()

    def stop(self) -> None:
        """Lets it finish what it is answering, for a while."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(DRAIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def is_well(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        try:
            with urllib.request.urlopen(f"http://{host}:{self.port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _portal() -> list[str]:
    """The command this process was started by: where its path goes through a pointer to a release, the release of now."""
    script = Path(sys.argv[0])
    if script.is_absolute() and script.name == "portal" and os.access(script, os.X_OK):
        return [str(script)]
    return [sys.executable, "-m", "portal.cli"]


def in_force(file: Path | None) -> dict[str, str]:
    """The environment with the settings of a file as it is now: one a line, NAME=value, as systemd reads it.

    A setting whose line is gone is gone. Raises OSError where the file cannot be read.
    """
    if file is None:
        return dict(os.environ)
    told = [line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines()]
    given = {pair[0]: pair[1] for pair in told if len(pair) == 2 and pair[0].startswith(PREFIX)}
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)} | given


def keep_workers(
    host: str, ports: Iterable[int], metrics_port: int = 0, environment: Path | None = None
) -> int:
    """Until SIGTERM or Ctrl-C. SIGHUP renews one process after the other, so that the site never closes, with the settings
    that the file `environment` has by then.
    """
    workers = [
        Worker(host, port, metrics_port and metrics_port + number, environment=environment)
        for number, port in enumerate(ports)
    ]
    asked = {"stop": False, "renew": False}
    signal.signal(signal.SIGTERM, lambda *_: asked.update(stop=True))
    signal.signal(signal.SIGINT, lambda *_: asked.update(stop=True))
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: asked.update(renew=True))
    while not asked["stop"]:
        for worker in workers:
            worker.look()
        if asked["renew"]:
            asked["renew"] = False
            renew(workers, asked)
        time.sleep(LOOK_SECONDS)
    for worker in workers:
        if worker.process:
            worker.process.terminate()
    for worker in workers:
        worker.stop()
    return 0


def renew(workers: list[Worker], asked: dict[str, bool]) -> None:
    """One after the other; the next only when the one before is well. One that does not come back ends the round.

    Whatever keeps answers in front is told once none of the old processes can fill it again.
    """
    for worker in workers:
        worker.stop()
        worker.start()
        until = time.monotonic() + START_SECONDS
        while not worker.is_well():
            if asked["stop"]:
                return
            if time.monotonic() > until or (worker.process and worker.process.poll() is not None):
                err.print(
                    f"The process at port {worker.port} did not come back; the others keep running as they were.",
                    markup=False,
                )
                return
            time.sleep(LOOK_SECONDS)
    say_answers_changed()
