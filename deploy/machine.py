"""What the portal needs of the machine: its user and folders, its database, its processes. Standard library only."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import time
import urllib.request
from urllib.parse import urlsplit

from releases import HOME, NGINX, RELEASES, ROOT, SETTINGS, UNITS, USER, as_user, must, stop

# What starts a unit by itself: by the clock, and when answers changed.
_TRIGGERS = ("portal-daily.timer", "portal-update.timer", "portal-emptied.path")
NEEDED = {"systemctl": "systemd", "nginx": "nginx", "psql": "postgresql", "runuser": "util-linux"}
START_SECONDS = 120.0


def check_needed() -> None:
    missing = {command: package for command, package in NEEDED.items() if not shutil.which(command)}
    if missing:
        stop(f"{', '.join(missing)} is not on this machine; apt-get install {' '.join(missing.values())}")


def systemctl(*words: str) -> None:
    must(["systemctl", *words], f"systemd could not {words[0]}")


def sql(statement: str) -> str:
    """As the administrator of PostgreSQL on this machine, or as PGHOST, PGPORT and PGUSER say."""
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c", statement]
    command = command if os.environ.get("PGHOST") else as_user("postgres", command)
    return must(command, "PostgreSQL could not be used", cwd="/").strip()


def triggers() -> list[str]:
    """Those of the release that is installed: an older one may have fewer."""
    return [unit for unit in _TRIGGERS if (UNITS / unit).exists()]


def services() -> list[str]:
    """Mail is sent where a mail server is named; elsewhere its service would fail again and again."""
    return ["portal.service", *(["portal-outbox.service"] if setting("PORTAL_SMTP_URL") else [])]


def make_user() -> None:
    """The user, and the folders that are its own."""
    try:
        pwd.getpwnam(USER)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--home-dir",
            str(HOME),
            "--shell",
            "/usr/sbin/nologin",
            USER,
        ]
        must(command, "the user could not be made")
    group = grp.getgrgid(pwd.getpwnam(USER).pw_gid).gr_name
    for folder, mode in (
        (HOME, 0o755),
        (HOME / "var", 0o700),
        (HOME / "tables", 0o755),
        (HOME / "forces", 0o755),
    ):
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        shutil.chown(folder, USER, group)
    SETTINGS.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    shutil.chown(SETTINGS.parent, None, group)
    for folder in (RELEASES, ROOT / "var/cache/nginx", ROOT / "var/log/nginx"):
        folder.mkdir(parents=True, exist_ok=True)


def make_database() -> None:
    if not sql("SELECT 1 FROM pg_roles WHERE rolname = 'portal'"):
        sql("CREATE ROLE portal LOGIN")
    if not sql("SELECT 1 FROM pg_database WHERE datname = 'portal'"):
        sql("CREATE DATABASE portal OWNER portal")


def wait_until_ready() -> None:
    """Until every process that nginx knows can keep what is sent. Ends with a sentence when one cannot."""
    text = (NGINX / "portal" / "upstream.conf").read_text(encoding="utf-8")
    until = time.monotonic() + START_SECONDS
    for address in re.findall(r"^\s*server (127\.0\.0\.1:\d+)", text, re.M):
        while not is_ready(address):
            if time.monotonic() > until:
                stop(
                    f"the process at {address} is not ready after two minutes: journalctl -u portal says why"
                )
            time.sleep(0.3)


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def setting(name: str) -> str:
    found = re.search(rf"^{name}=(.*)$", SETTINGS.read_text(encoding="utf-8"), re.M)
    return found[1] if found else ""


def set_database_aside(stamp: str) -> str:
    """Makes an empty one in its place. Returns the name the other is kept under. The services are stopped by then."""
    name = _database()
    aside = f"{name}_{stamp}"
    sql(f'ALTER DATABASE "{name}" RENAME TO "{aside}"')
    sql(f'CREATE DATABASE "{name}" OWNER portal')
    return aside


def take_database_back(aside: str) -> None:
    sql(f'DROP DATABASE IF EXISTS "{_database()}"')
    sql(f'ALTER DATABASE "{aside}" RENAME TO "{_database()}"')


def _database() -> str:
    address = urlsplit(setting("PORTAL_DATABASE_URL"))
    if not address.scheme.startswith("postgresql"):
        stop("PORTAL_DATABASE_URL names no PostgreSQL database, so the older one has to be brought back by hand: "
             "portal reports restore")  # fmt: skip
    return address.path.strip("/")
