"""What the portal leans on: the committed tables, the database, the mail server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from portal.doctor.findings import Checked
from portal.errors import PortalError
from portal.store.inspection import Looked
from portal.store.schema import SchemaStep
from portal.store.smtp import SmtpPost
from portal.tables.content import check_content
from portal.tables.load import open_package
from portal.tables.looked import read_looked

SLOW_SECONDS, PATIENCE_SECONDS = 5.0, 15.0
LATE = timedelta(hours=1)
# The timer looks once a week; two that were missed are a fault.
LOOK_EVERY = timedelta(days=16)


def look_at_tables(data: Path, geodata: Path, release: Callable[[], str]) -> Checked:
    """Reads every file against its hash; what is in them was checked before they were put there, in some forty seconds."""
    try:
        packages = [open_package(folder) for folder in (data, geodata)]
        for package in packages:
            check_content(package)
        files = sum(len(package.resources) for package in packages)
        return Checked("tables", "ok", f"Release {release()}; {files} files are the ones described.")
    except PortalError as error:
        return Checked(
            "tables",
            "fault",
            f"{error}.",
            "Restore the folder from the repository or from a backup; until then no process starts.",
        )


def look_at_freshness(data: Path, now: datetime) -> Iterator[Checked]:
    """Whether somebody looks for newer months, and what came of the last look."""
    looked = read_looked(data)
    if looked is None:
        yield Checked(
            "newer months",
            "note",
            "Nobody has looked for newer months here.",
            "Let a timer run 'portal data update' each week, or run it by hand.",
        )
        return
    if looked.fault:
        yield Checked(
            "newer months",
            "fault",
            f"The last try, on {looked.tried}, failed: {looked.fault}.",
            "Run 'portal data update' again; the tables are as they were.",
        )
    for month, words in looked.held_back.items():
        yield Checked(
            "newer months",
            "fault",
            f"{month} is held back: {words}.",
            "Wait for the source to mend it, or look at the file and run 'portal data add' with --accept and the reason.",
        )
    if looked.on and now - datetime.fromisoformat(f"{looked.on}T00:00:00+00:00") > LOOK_EVERY:
        yield Checked(
            "newer months",
            "fault",
            f"The last look that reached the archive was on {looked.on}.",
            "See why the timer of 'portal data update' no longer runs.",
        )
    elif looked.on and not looked.fault and not looked.held_back:
        yield Checked("newer months", "ok", f"Last looked on {looked.on}; all that passed is held.")


def look_at_steps(steps: list[SchemaStep]) -> Checked:
    """The plan of an upgrade, before it acts."""
    if not steps:
        return Checked("database", "ok", "It fits this version; no steps to apply.")
    listed = "; ".join(f"{step.number} {step.words.rstrip('.')}" for step in steps)
    return Checked(
        "database",
        "note",
        f"An upgrade would apply {len(steps)} steps: {listed}.",
        "Make a backup (portal reports backup --to FILE), then run: portal reports upgrade",
    )


def look_at_mail(address: str) -> Checked:
    started = time.monotonic()
    try:
        SmtpPost(address, PATIENCE_SECONDS).greet()
    except PortalError as error:
        words = str(error)
        return Checked(
            "mail server",
            "fault",
            f"{words[:1].upper()}{words[1:]}.",
            "Check PORTAL_SMTP_URL and the server. Mail waits and is tried again; nothing is lost.",
        )
    took = time.monotonic() - started
    if took > SLOW_SECONDS:
        return Checked(
            "mail server",
            "note",
            f"It took {took:.0f} s to say hello.",
            "Readers do not wait for it; a queue may build up.",
        )
    return Checked("mail server", "ok", f"It answered in {took:.1f} s.")


def look_at_seals(looked: Looked) -> Iterator[Checked]:
    """Reports changed past the acts, and triggers somebody dropped."""
    if looked.lacking:
        yield Checked(
            "database", "fault", f"These triggers are gone: {', '.join(looked.lacking)}.",
            "Somebody with the database's password took them away. Compare with a backup, then restore it.",
        )  # fmt: skip
    if looked.changed:
        yield Checked(
            "database", "fault", f"{len(looked.changed)} reports were changed without an act: {', '.join(looked.changed[:5])}.",
            "Compare them with a backup; state, consent and place change by acts alone.",
        )  # fmt: skip


def look_at_old_keys(looked: Looked) -> Iterator[Checked]:
    """What would be lost with a key that is taken away; a process started before the keys changed writes more."""
    if looked.old_keys:
        yield Checked(
            "keys", "note", f"{looked.old_keys} values are kept under an older key.",
            "Start every process again with the new keys, then run 'portal reports rotate-key --finish' until it says 0.",
        )  # fmt: skip


def look_at_queue(looked: Looked, now: datetime) -> Checked:
    if looked.oldest_mail_at and now - looked.oldest_mail_at > LATE:
        hours = (now - looked.oldest_mail_at).total_seconds() / 3600
        return Checked(
            "mail queue",
            "fault",
            f"{looked.waiting_mail} messages wait, the oldest {hours:.0f} hours past its time.",
            "See that 'portal send-outbox' runs and that the mail server takes messages.",
        )
    return Checked("mail queue", "ok", f"{looked.waiting_mail} messages wait.")
