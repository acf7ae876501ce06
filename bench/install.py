"""What a server's environment weighs and how long it takes to install from a warm cache, beside the pipeline's.

An earlier checkout named in BENCH_BEFORE is measured turn about with this one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measured import Found, Line
from bench.servers import ROOT

TIMES = 3
MOST_MB, MOST_SECONDS = 600.0, 10.0
LOCKS = {"a server": "requirements.lock", "with the pipeline": "requirements-pipeline.lock"}
UV = (sys.executable, "-m", "uv")


def run() -> Found:
    before = os.environ.get("BENCH_BEFORE")
    trees = {"": ROOT, **({"before: ": Path(before)} if before else {})}
    locks = {
        name + what: tree / lock
        for name, tree in trees.items()
        for what, lock in LOCKS.items()
        if (tree / lock).exists()
    }
    seconds: dict[str, list[float]] = {what: [] for what in locks}
    megabytes: dict[str, list[float]] = {what: [] for what in locks}
    with tempfile.TemporaryDirectory() as folder:
        # The first round only fills the cache.
        for attempt in range(TIMES + 1):
            for at, (what, lock) in enumerate(locks.items()):
                made = Path(folder) / f"{attempt}-{at}"
                took = _installed(made, lock)
                if attempt:
                    seconds[what].append(took)
                    megabytes[what].append(_weight(made))
    found = Found(
        remarks=[
            "Files as long as they are, nothing compiled yet. `du -m` counts 1,048,576 bytes as one, and folders: 5% less.",
            "Installed by uv, hashes checked, every package in its cache already.",
        ]
    )
    for what in locks:
        is_own = what == "a server"
        found.lines += [
            Line(f"{what}: weight", "MB", tuple(megabytes[what]), MOST_MB if is_own else None),
            Line(f"{what}: installed", "s", tuple(seconds[what]), MOST_SECONDS if is_own else None),
        ]
    return found


def _installed(folder: Path, lock: Path) -> float:
    """Seconds from nothing to an environment that holds all the lock lists."""
    started = time.monotonic()
    subprocess.run([*UV, "venv", "-q", folder], check=True)
    command = [
        *UV,
        "pip",
        "install",
        "-q",
        "--python",
        str(folder),
        "--no-deps",
        "--require-hashes",
        "-r",
        str(lock),
    ]
    # Where the checkout is, for what its pyproject.toml tells uv.
    subprocess.run(command, check=True, cwd=lock.parent)
    return time.monotonic() - started


def _weight(folder: Path) -> float:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6
