"""What `systemctl` does with a unit, without systemd: run by the scripts of deploy/ in place of it, below INSTALL_ROOT.

It reads the installed unit and what a drop-in changes, starts its command as its user with its file of settings, sends what
its reload sends, and keeps what it prints in var/log/journal. Timers and paths are noted as enabled and start nothing.
"""

from __future__ import annotations

import os
import pwd
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(os.environ["INSTALL_ROOT"])
UNITS, STATE, JOURNAL = ROOT / "etc/systemd/system", ROOT / "run/units", ROOT / "var/log/journal"


def read(unit: str) -> dict[str, list[str]]:
    """Each key with its values in order; an empty value takes away those before it, as in a drop-in."""
    keys: dict[str, list[str]] = {}
    for path in (UNITS / unit, *sorted((UNITS / f"{unit}.d").glob("*.conf"))):
        for key, value in re.findall(r"^(\w+)=(.*)$", path.read_text(), re.M):
            keys[key] = [*keys.get(key, []), value.replace("%%", "%")] if value else []
    return keys


def process_of(unit: str) -> psutil.Process | None:
    try:
        found = psutil.Process(int((STATE / unit).read_text()))
        return found if found.status() != psutil.STATUS_ZOMBIE else None
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None


def launch(keys: dict[str, list[str]], command: str, unit: str) -> subprocess.Popen[bytes]:
    given = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    for file in keys.get("EnvironmentFile", []):
        told = [
            line for line in Path(file).read_text().splitlines() if "=" in line and not line.startswith("#")
        ]
        given |= dict(line.split("=", 1) for line in told)
    user = keys.get("User", [pwd.getpwuid(os.geteuid()).pw_name])[-1]
    owner = pwd.getpwnam(user)
    # Only root may become another.
    who = {"user": user, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    JOURNAL.mkdir(parents=True, exist_ok=True)
    with (JOURNAL / f"{unit}.log").open("ab") as printed:
        return subprocess.Popen(
            shlex.split(command), cwd=keys.get("WorkingDirectory", ["/"])[-1], env={**given, "HOME": owner.pw_dir},
            stdin=subprocess.DEVNULL, stdout=printed, stderr=printed, start_new_session=True,
            umask=int(keys.get("UMask", ["0022"])[-1], 8), **who,
        )  # fmt: skip


def start(unit: str) -> int:
    if unit.endswith((".timer", ".path")):
        (STATE / unit).write_text("enabled")
        return 0
    keys = read(unit)
    if keys["Type"] == ["oneshot"]:
        return next(
            (code for command in keys["ExecStart"] if (code := launch(keys, command, unit).wait())), 0
        )
    if process_of(unit) is None:
        (STATE / unit).write_text(str(launch(keys, keys["ExecStart"][-1], unit).pid))
    return 0


def stop(unit: str) -> int:
    running = process_of(unit) if unit.endswith(".service") else None
    if running:
        running.send_signal(signal.SIGTERM)
        until = time.monotonic() + 60
        while process_of(unit):
            if time.monotonic() > until:
                return 1
            time.sleep(0.1)
    (STATE / unit).unlink(missing_ok=True)
    return 0


def reload(unit: str) -> int:
    running = process_of(unit)
    if running is None:
        return 1
    (command,) = read(unit)["ExecReload"]
    return subprocess.run(shlex.split(command.replace("$MAINPID", str(running.pid)))).returncode


def main() -> int:
    act, *units = [word for word in sys.argv[1:] if not word.startswith("-")]
    STATE.mkdir(parents=True, exist_ok=True)
    units = [unit if "." in unit else f"{unit}.service" for unit in units]
    if act == "daemon-reload":
        return 0
    if act == "restart":
        return max(stop(unit) or start(unit) for unit in units)
    acts = {"start": start, "enable": start, "stop": stop, "reload": reload}
    return max(acts[act](unit) for unit in units)


if __name__ == "__main__":
    sys.exit(main())
