"""`portal jobs`: what systemd's timers do elsewhere, for containers and for a copy at home."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from portal.cli.consoles import err
from portal.settings import ROOT
from portal.watch.jobs import AT_HOME, JOBS, Job, last_done

LOOK_SECONDS = 1.0
AGAIN_AFTER = timedelta(hours=1)
STAYING_AGAIN_AFTER = timedelta(seconds=30)
START_FIRST = timedelta(minutes=2)


@dataclass
class Round:
    """One job: when it is due, and its process while that runs. One that failed is tried again within the hour."""

    job: Job
    due: datetime
    process: subprocess.Popen[bytes] | None = None

    def look(self, now: datetime) -> None:
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.process = None
            self.due = now + self._wait(code)
            if code:
                err.print(f"The job '{self.job.name}' ended with {code}.", markup=False)
        if now >= self.due:
            command = [sys.executable, "-m", "portal.cli", *self.job.words]
            self.process = subprocess.Popen(command, cwd=ROOT)

    def _wait(self, code: int) -> timedelta:
        if self.job.stays:
            return STAYING_AGAIN_AFTER
        return self.job.every if code == 0 else min(AGAIN_AFTER, self.job.every)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def first_round(job: Job, notes: Path, soonest: datetime) -> Round:
    """Due a while after it was last done, whoever did it; at the soonest where that is not known."""
    done = last_done(notes, job.name)
    return Round(job, soonest if job.stays or done is None else max(soonest, done.at + job.every))


def jobs(
    at_home: Annotated[bool, typer.Option("--at-home", help=f"Only these: {', '.join(AT_HOME)}.")] = False,
) -> None:
    """Do what has to be done again and again, until stopped: mail, erasing, backups, looking over, new months."""
    from portal import bootstrap
    from portal.bootstrap.notes import notes

    has_mail = bool(bootstrap.settings().smtp_url)
    chosen = [
        job for job in JOBS if (not at_home or job.name in AT_HOME) and (has_mail or job.name != "outbox")
    ]
    # At home the pages come first: the machine is busy opening them.
    soonest = datetime.now(UTC) + (START_FIRST if at_home else timedelta())
    rounds = [first_round(job, notes(), soonest) for job in chosen]
    asked = {"stop": False}
    signal.signal(signal.SIGTERM, lambda *_: asked.update(stop=True))
    signal.signal(signal.SIGINT, lambda *_: asked.update(stop=True))
    while not asked["stop"]:
        for each in rounds:
            each.look(datetime.now(UTC))
        time.sleep(LOOK_SECONDS)
    for each in rounds:
        each.stop()
