"""Describes the machine the figures come from, and waits for it to be quiet. Never its name, never a path."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psutil

from bench.browser import chromium_version

ROOT = Path(__file__).resolve().parent.parent
# Above this the cores are shared with other work, and times are longer than they need to be.
QUIET_LOAD = 1.5


def load_average() -> float:
    """The load of the last minute."""
    return psutil.getloadavg()[0]


def described() -> list[str]:
    """One fact a line."""
    memory = psutil.virtual_memory().total / 2**30
    return [
        f"Machine: {os.cpu_count()} cores, {memory:.0f} GiB memory, {platform.system()} {platform.machine()}, no GPU asked for",
        f"Software: Python {platform.python_version()}, Streamlit {version('streamlit')}, Chromium {chromium_version()} (headless)",
        f"Code: {_commit()}",
    ]


def _commit() -> str:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True).stdout.strip()

    commit = git("rev-parse", "--short=10", "HEAD")
    changed = git(
        "status", "--porcelain", "--untracked-files=no", "--", "portal", "data", "geodata", ".streamlit"
    )
    return f"commit {commit or 'unknown'}{' with changes not yet committed' if changed else ''}"


def wait_for_quiet(minutes: float, say: Callable[[str], object]) -> bool:
    """Waits until the load is low. False when it never was."""
    until = time.monotonic() + 60 * minutes
    while load_average() >= QUIET_LOAD:
        if time.monotonic() > until:
            return False
        say(f"Load average {load_average():.1f}; waiting for a quieter moment …")
        time.sleep(15)
    return True
