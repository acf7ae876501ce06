"""A release of the code in a folder of its own, the files of the machine that belong to it, and its commands.

Standard library only: server.py runs this with the system's python3. INSTALL_ROOT puts everything below another folder and
INSTALL_USER names another user, for images and for tests.
"""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(os.environ.get("INSTALL_ROOT") or "/")
USER = os.environ.get("INSTALL_USER") or "portal"
RELEASES, CURRENT = ROOT / "opt/portal/releases", ROOT / "opt/portal/current"
HOME, SETTINGS = ROOT / "srv/portal", ROOT / "etc/portal/environment"
UNITS, NGINX = ROOT / "etc/systemd/system", ROOT / "etc/nginx"
CODE = ("portal", "deploy", ".streamlit", "run.py", "pyproject.toml", "README.md", "LICENSE")
# The weekly update makes tables. The first edition had one list for everything.
LOCKS = ("requirements-pipeline.lock", "requirements.lock")
TABLES = ("data", "geodata")
# What the operator has changed stays: their name and certificate, their processes, what stands before nginx.
OPERATORS = ("site.conf", "upstream.conf", "hops.conf")
# Places in the files of deploy/. The first edition kept code and tables in one folder.
_FIRST_EDITION = "/srv/portal/.venv"
_PLACE = re.compile(r"(?<![\w.-])/(?=(?:opt|srv|etc|usr/share)/portal|etc/nginx|var/(?:log|cache)/nginx)")


def stop(sentence: str) -> None:
    """Ends with one plain sentence on standard error."""
    raise SystemExit(f"server.py: {sentence}")


def must(command: list[str], failing: str, **how: Any) -> str:
    """What the command printed. Ends with `failing` and what it said itself when it does not end well."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, **how)
    if done.returncode:
        stop(f"{failing} ({' '.join(command[:3])} ended with {done.returncode}; the lines above say why)")
    return done.stdout


def as_user(name: str, command: list[str]) -> list[str]:
    return command if pwd.getpwuid(os.geteuid()).pw_name == name else ["runuser", "-u", name, "--", *command]


def portal(release: Path, *words: str, settings: Path | None = SETTINGS) -> str:
    """What a command of that release printed, run as the service's user with the service's settings."""
    told = settings.read_text(encoding="utf-8").splitlines() if settings else []
    given = dict(line.split("=", 1) for line in told if line.startswith("PORTAL_") and "=" in line)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    command = as_user(USER, [str(release / ".venv/bin/portal"), *words])
    failing = f"'portal {' '.join(words[:2])}' of {release.name} did not end well"
    return must(command, failing, env={**plain, **given}, cwd=HOME, umask=0o077)


def current() -> Path:
    if not CURRENT.is_symlink():
        stop("nothing is installed here; python3 deploy/server.py install does it")
    return CURRENT.resolve()


def switch(release: Path) -> None:
    """Points `current` at a release, in one step."""
    fresh = CURRENT.with_name(".current")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release)
    fresh.replace(CURRENT)


def name_of(checkout: Path) -> str:
    """The version, and the commit where the folder is a checkout."""
    found = re.search(
        r'^version = "([^"]+)"', (checkout / "pyproject.toml").read_text(encoding="utf-8"), re.M
    )
    git = ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"]
    known = shutil.which("git") and (checkout / ".git").exists()
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() if known else ""
    return "-".join(filter(None, (found[1] if found else "", commit)))


def lay(checkout: Path) -> Path:
    """The code in a folder of its own that root owns, its packages, and its tables in one that the service may renew."""
    release = RELEASES / name_of(checkout)
    if release.exists():
        stop(f"{release.name} is laid already; remove {release} first if it was never used")
    try:
        locks = [lock for lock in LOCKS if (checkout / lock).exists()]
        for part in (*CODE, *locks):
            _copy(checkout / part, release / part)
        tables = HOME / "tables" / release.name
        shutil.rmtree(tables, ignore_errors=True)
        for part in TABLES:
            _copy(checkout / part, tables / part)
            (release / part).symlink_to(tables / part)
        give(tables)
        for part in ("var", "forces"):
            (release / part).symlink_to(HOME / part)
        # Its processes cannot write there, so what they would compile at every start is compiled now.
        with_bytecode = {"UV_COMPILE_BYTECODE": "1", **os.environ}
        command = [sys.executable, "-c", f"import run; run.set_up('{locks[0]}')"]
        must(
            command,
            "its packages could not be installed, and nothing was changed",
            cwd=release,
            env=with_bytecode,
        )
        must(
            [sys.executable, "-m", "compileall", "-q", "portal"],
            "its code could not be compiled",
            cwd=release,
        )
    except BaseException:
        shutil.rmtree(release, ignore_errors=True)
        raise
    return release


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def give(folder: Path) -> None:
    """To the service's user, with all that is in it."""
    owner = pwd.getpwnam(USER)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)


def carry_tables(old: Path, new: Path) -> str:
    """Keeps tables with later months than the new release came with, where it can read them. Returns what was done."""
    held, shipped = _month(old), _month(new)
    if held <= shipped:
        return f"Its own tables are served, of {shipped}."
    tables = HOME / "tables" / new.name
    kept = tables.with_name(f"{tables.name}-shipped")
    tables.rename(kept)
    shutil.copytree((old / "data").resolve().parent, tables)
    give(tables)
    try:
        portal(new, "data", "check")
    except SystemExit:
        shutil.rmtree(tables)
        kept.rename(tables)
        return f"The tables held, of {held}, do not fit it: its own are served, of {shipped}, until the next update."
    shutil.rmtree(kept)
    return f"The tables held, of {held}, stay."


def _month(release: Path) -> str:
    described = json.loads((release / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return str(described["version"])[:7]


def put_files(release: Path) -> list[str]:
    """The command, units and nginx files of a release. Returns the units' names that changed."""
    deploy = release / "deploy"
    changed = [unit.name for unit in sorted((deploy / "systemd").iterdir()) if _put(unit, UNITS / unit.name)]
    if (deploy / "portal").exists():
        _put(deploy / "portal", ROOT / "usr/local/bin/portal", 0o755)
    for path in sorted((deploy / "nginx").glob("*.conf")):
        place = NGINX / ("sites-enabled/portal.conf" if path.name == "site.conf" else f"portal/{path.name}")
        if path.name not in OPERATORS or not place.exists():
            _put(path, place)
    _put(deploy / "nginx" / "closed.html", ROOT / "usr/share/portal/closed.html")
    return changed


def _put(source: Path, target: Path, mode: int = 0o644) -> bool:
    """With places and user as here. Returns whether the file there is another than before."""
    text = source.read_text(encoding="utf-8").replace(_FIRST_EDITION, "/opt/portal/current/.venv")
    text = _PLACE.sub(f"{str(ROOT).rstrip('/')}/", text)
    text = re.sub(r"^User=portal$", f"User={USER}", text, flags=re.M)
    text = text.replace("runuser -u portal -- ", "".join(f"{word} " for word in as_user(USER, [])))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return False
    target.write_text(text, encoding="utf-8")
    target.chmod(mode)
    return True
