"""The round: everything looked at in order. One thing that is broken keeps nothing else from being looked at."""

from __future__ import annotations

from collections.abc import Iterator

from portal import bootstrap
from portal.bootstrap.notes import notes
from portal.doctor.findings import Checked
from portal.doctor.machine import (
    look_at_backups,
    look_at_clock,
    look_at_jobs,
    look_at_keys,
    look_at_modes,
    look_at_room,
    look_at_settings,
)
from portal.doctor.services import (
    look_at_freshness,
    look_at_mail,
    look_at_old_keys,
    look_at_queue,
    look_at_seals,
    look_at_steps,
    look_at_tables,
)
from portal.errors import BadSetting, PortalError, WrongKey
from portal.settings import VAR
from portal.store.inspection import look

NO_DATABASE = (
    "Start the database server, or restore a backup into an empty one. Reading goes on; reports are refused."
)
WRONG_KEY = (
    "Set PORTAL_SECRET_KEYS to the key that was in force before; the database itself answers, and no new key opens what is in it. "
    "Reading goes on; reports are refused."
)


def go_round() -> Iterator[Checked]:
    """Changes nothing. Raises BadSetting alone: without settings nothing can be looked at."""
    settings = bootstrap.settings()
    yield from look_at_settings(settings)
    yield look_at_tables(settings.data_dir, settings.geodata_dir, lambda: bootstrap.library().release)
    yield from look_at_freshness(settings.data_dir, bootstrap.now())
    yield look_at_keys(bool(settings.secret_keys), bootstrap.keys.KEY_FILE)
    file = bootstrap.database_file()
    yield from look_at_room({"reports": file.parent if file else VAR, "tables": settings.data_dir})
    yield from look_at_database()
    yield from look_at_jobs(notes(), bootstrap.now())
    if settings.smtp_url:
        yield look_at_mail(settings.smtp_url)


def look_at_database() -> Iterator[Checked]:
    file, now = bootstrap.database_file(), bootstrap.now()
    if file and not file.exists():
        yield Checked("database", "ok", "None yet; it is made with the first report.")
        yield look_at_clock(now, None, None)
        return
    try:
        steps = bootstrap.pending_steps()
        yield look_at_steps(steps)
        if steps:
            yield look_at_clock(now, None, None)
            return
        looked = look(bootstrap.database(), bootstrap.cipher())
    except (WrongKey, BadSetting) as error:
        yield Checked("keys", "fault", f"{error}.", WRONG_KEY)
        yield look_at_clock(now, None, None)
        return
    except PortalError as error:
        yield Checked("database", "fault", f"{error}.", NO_DATABASE)
        yield look_at_clock(now, None, None)
        return
    yield Checked(
        "database", "ok", f"The history is whole: {looked.history_lines} lines, each fitting the one before."
    )
    yield from look_at_seals(looked)
    if file:
        yield from look_at_modes(file, VAR)
    yield look_at_backups(bootstrap.settings().backup_dir, now, looked.first_act_at)
    yield from look_at_old_keys(looked)
    yield look_at_queue(looked, now)
    yield look_at_clock(now, looked.last_act_at, looked.clock)
