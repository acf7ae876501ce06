"""Runs tests in a copy of the checkout that may be broken: each run is a process of its own, ended when it is late."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

LEFT_OUT = (".git", ".venv", "node_modules", "var", "__pycache__", ".*_cache", ".hypothesis", "test-results")
# Loaded once for all runs; nothing of the portal, which is what changes.
HEAVY = (
    "altair",
    "anyio.pytest_plugin",
    "coverage",
    "duckdb",
    "frictionless",
    "geopandas",
    "hypothesis",
    "jsonschema",
    "playwright.sync_api",
    "pytest",
    "rapidfuzz",
    "schemathesis.pytest.plugin",
    "scipy.stats",
    "shapely",
    "sqlalchemy.orm",
    "starlette.testclient",
    "streamlit",
    "typer",
)
# What is loaded before pytest looks is not rewritten by it, and need not be.
EARLY = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
# PostgreSQL answers the same calls and takes twenty times as long to start.
PYTEST = (*EARLY, "-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not faults and not browser", "-k", "not postgresql")  # fmt: skip
NOTICED, UNNOTICED, LATE = "noticed", "unnoticed", "late"
# Of this run itself, and no word about the tests.
BROKEN = 99
SAID = "tmp/said.txt"


@contextmanager
def copied(root: Path, folder: Path) -> Iterator[Path]:
    """A copy of the checkout under `folder`, gone afterwards. Its compiled files are trusted by content, never by date.

    Where official files lie beside the checkout they lie beside the copy too, or the tests that read them would be skipped.
    """
    scratch = folder / "copy"
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(root, scratch, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (scratch / "tmp").mkdir()
    if (root.parent / "shared").is_dir():
        (folder / "shared").symlink_to(root.parent / "shared")
    compile_ = [
        sys.executable,
        "-m",
        "compileall",
        "-q",
        "--invalidation-mode",
        "checked-hash",
        "portal",
        "bench",
    ]
    subprocess.run(compile_, cwd=scratch, check=True)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def broken(scratch: Path, path: str, mutated: str) -> Iterator[None]:
    """The copy with this file changed."""
    whole = scratch / path
    before = whole.read_bytes()
    whole.write_text(mutated, encoding="utf-8")
    try:
        yield
    finally:
        whole.write_bytes(before)


def warm_up() -> None:
    for name in HEAVY:
        importlib.import_module(name)


def run_tests(scratch: Path, files: list[str], seconds: float) -> str:
    """What the tests say of the copy as it is; with -x, so that the first to fail is enough."""
    return in_child(scratch, seconds, lambda: _pytest([*PYTEST, *files]))


def run_node(scratch: Path, seconds: float) -> str:
    tests = sorted(str(path) for path in (scratch / "tests" / "javascript").glob("*.test.js"))
    return in_child(scratch, seconds, lambda: subprocess.run(["node", "--test", *tests]).returncode)


def _pytest(arguments: list[str]) -> int:
    import pytest

    return int(pytest.main(arguments))


def in_child(scratch: Path, seconds: float, act: Callable[[], int]) -> str:
    """Forks, so that nobody waits for the heavy packages again, and runs `act` in the copy."""
    child = os.fork()
    if not child:
        _run_and_exit(scratch, act)
    until = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        late = not ended and time.monotonic() > until
        if ended or late:
            # Servers that the tests started belong to its group.
            _end(child, waiting=not ended)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            if code == BROKEN:
                raise RuntimeError((scratch / SAID).read_text(encoding="utf-8")[-2000:])
            # 5 is pytest's word for no test at all.
            return UNNOTICED if code in (0, 5) else NOTICED
        if late:
            os.waitpid(child, 0)
            return LATE
        time.sleep(0.05)


def _run_and_exit(scratch: Path, act: Callable[[], int]) -> NoReturn:
    code = BROKEN
    try:
        _become(scratch)
        code = act()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end(child: int, waiting: bool) -> None:
    """Ends it with all it started; a child that has only begun leads no group yet."""
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if waiting:
        os.kill(child, signal.SIGKILL)


def _become(scratch: Path) -> None:
    """The child sees the copy and nothing of the checkout."""
    os.setsid()
    os.chdir(scratch)
    os.environ["PYTHONPATH"] = str(scratch)
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(scratch / "tmp")
    # A run that counts lines itself says where to: what is counted here would be taken for its own.
    for name in [name for name in os.environ if name.startswith("COV") or name == "PORTAL_TEST_CHROMIUM"]:
        del os.environ[name]
    sys.path[:] = [str(scratch), *(place for place in sys.path if Path(place or ".").resolve() != Path.cwd())]
    for name in [name for name in sys.modules if name.split(".")[0] in ("bench", "portal")]:
        del sys.modules[name]
    out = os.open(str(scratch / SAID), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    # Where tests run tests, these are still what the outer ones listen to.
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
