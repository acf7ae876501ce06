"""The machine: settings, key file, room on the disk, and the clock."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portal.doctor.findings import Checked
from portal.settings import MEANINGS, PREFIX, Settings
from portal.store.crypto import is_open_to_others
from portal.watch.jobs import JOBS, last_done

LITTLE_ROOM, NO_ROOM = 1_000_000_000, 100_000_000
MOST_DRIFT = timedelta(minutes=1)
OLDEST_BACKUP = timedelta(days=2)
TO_BACK_UP = (
    "See that portal-daily.timer runs, or run: portal reports backup --to FILE.backup; "
    "PORTAL_BACKUP_DIR names the folder that is looked at."
)


def look_at_settings(settings: Settings) -> list[Checked]:
    """What is set, by name alone, and what a public copy should not leave at its default."""
    plain = Settings()
    given = [name for name in MEANINGS if getattr(settings, name.lower()) != getattr(plain, name.lower())]
    words = ", ".join(f"{PREFIX}{name}" for name in given) or "nothing; every setting has its default"
    found = [Checked("settings", "ok", f"Set: {words}.")]
    missing = {
        "PUBLIC_URL": "Links in mail and feeds lead to this machine alone, and readers elsewhere are refused",
        "OPERATOR_NAME": "The pages do not say who runs this copy",
        "OPERATOR_CONTACT": "The pages do not say how to reach whoever runs this copy",
        "SMTP_URL": "No mail is sent: no receipts, no news of a reply",
    }
    for name, effect in missing.items():
        if name not in given:
            found.append(
                Checked("settings", "note", f"{effect}.", f"Set {PREFIX}{name} before the public comes.")
            )
    return found


def look_at_keys(in_setting: bool, file: Path) -> Checked:
    if in_setting:
        return Checked("keys", "ok", "The keys come from the environment.")
    if not file.exists():
        return Checked(
            "keys",
            "note",
            "No keys yet: a key file is made when they are first needed.",
            "Keep a copy of it apart from the backups.",
        )
    if is_open_to_others(file):
        return Checked(
            "keys",
            "fault",
            f"{file.name} can be read by others on this machine.",
            f"Run: chmod 600 {file}; and 'portal reports rotate-key' if others had an account.",
        )
    return Checked("keys", "ok", f"{file.name} is readable by its owner alone.")


def look_at_modes(file: Path, var: Path) -> list[Checked]:
    """The database's own file, its journal, and the folder of what the portal keeps: for their owner alone."""
    private = [var, *(Path(f"{file}{end}") for end in ("", "-wal", "-shm"))]
    opened = [path for path in private if path.exists() and is_open_to_others(path)]
    return [
        Checked(
            "database",
            "fault",
            f"{path.name} can be read by others on this machine.",
            f"Run: chmod {700 if path.is_dir() else 600} {path}",
        )
        for path in opened
    ]


def look_at_backups(folder: Path, now: datetime, first_act_at: datetime | None) -> Checked:
    """When the newest was made, by the clock of the disk."""
    made = [path.stat().st_mtime for path in folder.glob("*.backup")] if folder.is_dir() else []
    newest = datetime.fromtimestamp(max(made), UTC) if made else None
    if newest is None and (first_act_at is None or now - first_act_at < OLDEST_BACKUP):
        return Checked("backup", "note", f"There is none in {folder.name} yet.", TO_BACK_UP)
    if newest is None:
        return Checked("backup", "fault", f"There is none in {folder.name}.", TO_BACK_UP)
    if now - newest > OLDEST_BACKUP:
        return Checked(
            "backup", "fault", f"The newest is of {newest:%Y-%m-%d %H:%M}, over two days old.", TO_BACK_UP
        )
    return Checked("backup", "ok", f"The newest is of {newest:%Y-%m-%d %H:%M}.")


def look_at_jobs(notes: Path, now: datetime) -> Iterator[Checked]:
    """Which of the jobs that leave a note are late. One never done here is run by nobody, or by another machine."""
    for job in JOBS:
        done = last_done(notes, job.name)
        if done and now - done.at > job.late_after:
            yield Checked(
                "jobs",
                "fault",
                f"What {job.says} ('{job.name}') last ended well on {done.at:%Y-%m-%d %H:%M}.",
                "See that its timer or 'portal jobs' runs, and what it says when it ends.",
            )


def look_at_room(folders: dict[str, Path]) -> list[Checked]:
    """Room where things are written, tried by writing: a full quota or a read-only disk shows no other way."""
    found = []
    for what, folder in folders.items():
        there = next(each for each in (folder, *folder.parents) if each.exists())
        free = shutil.disk_usage(there).free
        subject, room = f"disk ({what})", f"{free / 1e9:.1f} GB free"
        try:
            with tempfile.TemporaryFile(dir=there) as trial:
                trial.write(b"\0" * 65536)
                trial.flush()
        except OSError as error:
            found.append(
                Checked(
                    subject,
                    "fault",
                    f"Nothing can be written ({error.strerror}); {room}.",
                    "Make room or give the service the right to write there. Reading goes on; reports are refused.",
                )
            )
            continue
        state = "fault" if free < NO_ROOM else "note" if free < LITTLE_ROOM else "ok"
        found.append(Checked(subject, state, f"{room}.", "" if state == "ok" else "Make room."))  # type: ignore[arg-type]
    return found


def look_at_clock(now: datetime, last_act_at: datetime | None, other: datetime | None) -> Checked:
    """A clock that jumped back shows against the last act kept; one that differs, against the database server's."""
    remedy = "Set the clock, by a time service (timedatectl set-ntp true). What is kept stays in order all the same."
    if last_act_at and now + MOST_DRIFT < last_act_at:
        return Checked(
            "clock",
            "fault",
            f"It is {now:%Y-%m-%d %H:%M} UTC here, before the last act kept ({last_act_at:%Y-%m-%d %H:%M}).",
            remedy,
        )
    if other and abs(now - other) > MOST_DRIFT:
        return Checked(
            "clock",
            "fault",
            f"This machine and the database server differ by {abs(now - other).total_seconds():.0f} s.",
            remedy,
        )
    return Checked("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC.")
