"""Where jobs leave the note of when they last ended well: beside the folder of backups."""

from __future__ import annotations

from pathlib import Path

from portal import bootstrap
from portal.store.crypto import make_folder
from portal.watch.jobs import FOLDER, note_done


def notes() -> Path:
    return bootstrap.settings().backup_dir.parent


def ended_well(job: str, left: tuple[str, ...] = ()) -> None:
    """Raises OSError where the note cannot be written."""
    make_folder(notes() / FOLDER)
    note_done(notes(), job, bootstrap.now(), left)
