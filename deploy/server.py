#!/usr/bin/env python3
"""Puts the portal on a server, puts a newer one in its place, and goes back. For root; standard library only.

python3 deploy/server.py install --name crime.example.org --contact desk@example.org --account ada@example.org
python3 deploy/server.py upgrade      from the folder of the newer checkout
python3 deploy/server.py back         the release before the last upgrade: its code, its tables, its database
"""

from __future__ import annotations

import argparse
import json
import os
import pwd
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import machine
import releases
from machine import services, systemctl, triggers
from releases import CURRENT, HOME, NGINX, RELEASES, ROOT, SETTINGS, UNITS, USER, portal, stop

CHECKOUT = Path(__file__).resolve().parent.parent
CAME_FROM = "came-from.json"
# Of install: whether it must be given, and what it is.
OPTIONS = {
    "--name": (True, "the site's name, for example crime.example.org"),
    "--operator": (False, "who runs this copy"),
    "--contact": (False, "how to reach them"),
    "--smtp": (False, "the mail server, for example smtp://127.0.0.1:25; left out: no mail"),
    "--mail-from": (False, "the sender of mail; must be given with --smtp"),
    "--account": (False, "the address of the first administrator at the desk; the password is asked for"),
}


def install(told: argparse.Namespace) -> None:
    if CURRENT.is_symlink():
        stop("a copy is installed here already; python3 deploy/server.py upgrade puts this one in its place")
    machine.check_needed()
    machine.make_user()
    release = releases.lay(Path(told.checkout).resolve())
    machine.make_database()
    if not SETTINGS.exists():
        SETTINGS.touch(mode=0o640)
        SETTINGS.write_text(first_settings(release, told), encoding="utf-8")
        os.chown(SETTINGS, -1, pwd.getpwnam(USER).pw_gid)
        SETTINGS.chmod(0o640)
    releases.switch(release)
    releases.put_files(release)
    print(portal(release, "reports", "upgrade"), end="")
    if told.account:
        add_account(release, told)
    systemctl("daemon-reload")
    systemctl("enable", "--now", *services(), *triggers())
    machine.wait_until_ready()
    print(f"{release.name} serves. Settings: {SETTINGS}. Put your certificate into {NGINX}/sites-enabled/portal.conf, "
          "then: nginx -t && systemctl reload nginx, and: portal doctor")  # fmt: skip


def first_settings(release: Path, told: argparse.Namespace) -> str:
    """The sample with what is known filled in, a new key included."""
    known = {
        "PUBLIC_URL": f"https://{told.name}",
        "DATABASE_URL": f"postgresql://portal@/portal?host={os.environ.get('PGHOST', '/run/postgresql')}",
        "SECRET_KEYS": portal(release, "config", "new-key", settings=None).strip(),
        "SMTP_URL": told.smtp,
        "MAIL_FROM": told.mail_from,
        "OPERATOR_NAME": told.operator,
        "OPERATOR_CONTACT": told.contact,
    }
    lines = portal(release, "config", "sample", settings=None).splitlines()
    names = {f"#PORTAL_{name}": value for name, value in known.items() if value}
    filled = [
        f"{line.split('=')[0][1:]}={names[line.split('=')[0]]}" if line.split("=")[0] in names else line
        for line in lines
    ]
    return "\n".join(filled) + "\n"


def add_account(release: Path, told: argparse.Namespace) -> None:
    """The first one, which makes the others; its password is asked for."""
    portal(release, "desk", "add-account", "--email", told.account, "--role", "administrator", "--sector", "all",
           "--team", told.operator or told.name)  # fmt: skip
    print(f"{told.account} may sign in at the desk as administrator.")


def upgrade(told: argparse.Namespace) -> None:
    """Says what would change, backs up with the version that serves, and only then changes anything."""
    refuse_several_forces()
    old = releases.current()
    new = releases.lay(Path(told.checkout).resolve())
    backup = new_backup(f"before-{new.name}")
    try:
        said = portal(new, "reports", "upgrade", "--preview")
        steps = re.findall(r"^\d{4}: .*", said, re.M)
        print(said, end="", flush=True)
        print(releases.carry_tables(old, new))
        if steps:
            # Closed for the seconds this takes, so that nothing is sent between the backup and the steps.
            systemctl("stop", *triggers(), *reversed(services()))
        lines = back_up(old, backup)
    except BaseException:
        shutil.rmtree(new)
        systemctl("start", *services(), *triggers())
        raise
    try:
        if steps:
            print(portal(new, "reports", "upgrade"), end="")
            # A step may write lines of its own; what comes after these is people's.
            lines = back_up(new, new_backup(f"after-{new.name}"))
    except SystemExit:
        systemctl("start", *services(), *triggers())
        shutil.rmtree(new)
        raise
    record = {"from": old.name, "backup": str(backup), "lines": lines, "steps": steps}
    (new / CAME_FROM).write_text(json.dumps(record), encoding="utf-8")
    put_in_place(new, bool(steps))
    print(f"{new.name} serves; {old.name} is kept. To go back: python3 {new}/deploy/server.py back")


def refuse_several_forces() -> None:
    """The backup made on the way, and the way back, know one force's reports alone."""
    if machine.setting("PORTAL_FORCES"):
        stop("several forces are served here (PORTAL_FORCES), each with reports of its own, and this script knows one; nothing was "
             "changed. docs/operations.md says how to go by hand")  # fmt: skip


def new_backup(name: str) -> Path:
    """Beside the daily ones, so that it goes when they go."""
    folder = Path(machine.setting("PORTAL_BACKUP_DIR") or HOME / "var" / "backup")
    if not folder.exists():
        folder.mkdir(mode=0o700)
        releases.give(folder)
    return folder / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S}.backup"


def back_up(release: Path, path: Path) -> int:
    """The lines of history it holds."""
    said = portal(release, "reports", "backup", "--to", str(path))
    print(said, end="", flush=True)
    found = re.search(r"(\d+)\s+lines", said)
    return int(found[1]) if found else 0


def put_in_place(release: Path, is_stopped: bool) -> None:
    """Pointer, units and nginx; processes are renewed one after the other where they run and their unit is the same."""
    releases.switch(release)
    changed = releases.put_files(release)
    systemctl("daemon-reload")
    # One of them may be new with this release.
    systemctl("enable", "--now", *triggers())
    if is_stopped:
        systemctl("start", *services())
    else:
        systemctl("restart" if "portal.service" in changed else "reload", "portal.service")
        for mail in services()[1:]:
            systemctl("restart", mail)
    machine.wait_until_ready()
    if (UNITS / "portal-emptied.service").exists() and (ROOT / "var/cache/nginx/portal").is_dir():
        systemctl("start", "portal-emptied.service")
    if subprocess.run(["nginx", "-q", "-t", "-c", str(NGINX / "nginx.conf")], check=False).returncode:
        print("nginx was not reloaded, because its files do not fit together: the lines above say where.")
    else:
        systemctl("reload", "nginx.service")


def back(told: argparse.Namespace) -> None:
    refuse_several_forces()
    new = releases.current()
    if not (new / CAME_FROM).exists():
        stop(f"{new.name} took no other's place here, so there is nothing to go back to")
    record = json.loads((new / CAME_FROM).read_text(encoding="utf-8"))
    old, backup = RELEASES / record["from"], Path(record["backup"])
    if not old.exists():
        stop(f"{old.name} is not kept any more; lay its checkout with install or upgrade")
    if record["steps"]:
        if not backup.exists():
            stop(
                f"{backup} is gone (backups are kept for 30 days), and {old.name} cannot use the database as it is"
            )
        bring_back_database(new, old, record, told.leave_newer)
    put_in_place(old, bool(record["steps"]))
    shutil.rmtree(new)
    print(f"{old.name} serves again.")


def bring_back_database(new: Path, old: Path, record: dict[str, str], leave_newer: bool) -> None:
    """Fills a new database with the backup made before the upgrade, by the version that made it; keeps the newer one aside."""
    at = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    systemctl("stop", *triggers(), *reversed(services()))
    try:
        lines = back_up(new, new_backup(f"back-from-{new.name}"))
        later = lines - int(record["lines"])
        if later > 0 and not leave_newer:
            stop(f"{later} lines of history were written since the upgrade (messages, answers, erasures), which {old.name} would "
                 "not have; nothing was changed. To go back without them: back --leave-newer")  # fmt: skip
        aside = machine.set_database_aside(at.lower())
    except BaseException:
        systemctl("start", *services(), *triggers())
        raise
    try:
        print(portal(old, "reports", "restore", "--from", record["backup"]), end="")
    except BaseException:
        machine.take_database_back(aside)
        systemctl("start", *services(), *triggers())
        raise
    print(f"The newer database is kept as {aside}; drop it within 30 days, as backups are.")


def main() -> None:
    os.umask(0o022)
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    acts = asked.add_subparsers(required=True)
    for act, run in (("install", install), ("upgrade", upgrade), ("back", back)):
        one = acts.add_parser(act)
        one.set_defaults(run=run)
        one.add_argument(
            "--checkout", default=str(CHECKOUT), help="the folder of the code; left out: this one"
        )
        if act == "install":
            for option, (needed, meaning) in OPTIONS.items():
                one.add_argument(option, required=needed, default="", help=meaning)
        if act == "back":
            one.add_argument(
                "--leave-newer", action="store_true", help="also where something was written since"
            )
    told = asked.parse_args()
    if os.geteuid() and Path("/") == ROOT:
        stop("only root can do this; say sudo before it")
    told.run(told)


if __name__ == "__main__":
    main()
