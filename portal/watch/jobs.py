"""What has to be done again and again, how often, and when each was last done: one small file for each beside the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

FOLDER = "jobs"


@dataclass(frozen=True)
class Job:
    """`words` are the command line after `portal`. One that `stays` runs until stopped and notes each of its rounds."""

    name: str
    every: timedelta
    words: tuple[str, ...]
    says: str
    stays: bool = False

    @property
    def late_after(self) -> timedelta:
        """A job not done for so long is late: two rounds were missed, and a day has passed."""
        return 2 * self.every + timedelta(days=1)


HALF_DAY = timedelta(hours=12)
JOBS = (
    Job("outbox", timedelta(seconds=30), ("send-outbox",), "sends queued mail", stays=True),
    Job("purge", HALF_DAY, ("reports", "purge"), "erases what is past its time"),
    Job("backup", HALF_DAY, ("reports", "backup"), "keeps a backup for 30 days"),
    Job("doctor", HALF_DAY, ("doctor", "--note"), "looks everything over"),
    Job("update", timedelta(days=7), ("data", "update"), "takes up newly published months"),
)
# On a copy at home nobody asks the archive unasked, and whoever sits before it looks it over.
AT_HOME = ("outbox", "purge", "backup")


@dataclass(frozen=True)
class Done:
    """When a job last ended well, and what else it left, such as the faults that the doctor found."""

    at: datetime
    left: tuple[str, ...] = ()


def note_done(notes: Path, name: str, at: datetime, left: tuple[str, ...] = ()) -> None:
    """Whole or not at all, in a folder that is there. Raises OSError."""
    folder = notes / FOLDER
    told, fresh = folder / f"{name}.json", folder / f".{name}.json"
    fresh.write_text(json.dumps({"at": at.isoformat(timespec="seconds"), "left": left}), encoding="utf-8")
    fresh.replace(told)


def last_done(notes: Path, name: str) -> Done | None:
    """None where it was never done here, or what it left cannot be read."""
    try:
        told = json.loads((notes / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        return Done(datetime.fromisoformat(told["at"]), tuple(told["left"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
