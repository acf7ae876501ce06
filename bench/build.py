"""Building the committed tables from the official files: time and peak memory, each in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.measured import Found, Line
from bench.peer_data import sources_folder
from bench.servers import ROOT

BUILDS, ADDS, SCALES = 2, 3, 3
BUILD_SECONDS, BUILD_GB, ADD_SECONDS, SCALE_SECONDS = 45.0, 1.0, 8.0, 15.0
# Its folder is empty, so the build is told whose months these are.
FORCE = "devon-and-cornwall"
SCALE_FOLDER = Path("scale_all_forces") / "2025-02"


@dataclass(frozen=True)
class Run:
    """One process: how long it took, on the clock and on the processor, the most memory it held, what it printed."""

    seconds: float
    busy: float
    gigabytes: float
    said: str


def run() -> Found:
    sources = sources_folder()
    if sources is None:
        return Found(remarks=["The official files are not on this machine, so nothing was built."])
    found = Found()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        street = sources / "police_uk"
        months = sorted(path.name for path in street.iterdir() if re.fullmatch(r"\d{4}-\d{2}", path.name))
        builds = [_build(folder / f"build{i}", sources, street) for i in range(BUILDS)]
        found.lines += _lines(f"build of {len(months)} months", builds, BUILD_SECONDS, BUILD_GB)
        last, base = months[-1], folder / "base"
        _build(base, sources, _months_in(folder / "earlier", street, months[:-1]))
        new = _months_in(folder / "last", street, [last])
        adds = [_add(base, folder / f"add{i}", new) for i in range(ADDS)]
        found.lines += _lines(f"add of one month ({last})", adds, ADD_SECONDS)
    scale = sources / SCALE_FOLDER
    if scale.is_dir():
        runs = [measured([sys.executable, "-m", "bench.scale", str(scale)]) for _ in range(SCALES)]
        found.lines += _lines("37-force month: read, check, count", runs, SCALE_SECONDS)
        found.remarks.append(f"The 37-force month: {runs[0].said.strip()}")
    else:
        found.remarks.append("The 37-force month is not on this machine.")
    found.remarks.append("Times are of whole processes, with the imports.")
    return found


def _lines(
    what: str, runs: list[Run], seconds: float | None = None, gigabytes: float | None = None
) -> list[Line]:
    return [
        Line(what, "s", tuple(r.seconds for r in runs), seconds),
        # On a busy machine the clock runs on while the process waits; this does not.
        Line(f"{what}: processor time", "s", tuple(r.busy for r in runs)),
        Line(f"{what}: peak memory", "GB", tuple(r.gigabytes for r in runs), gigabytes),
    ]


def _build(folder: Path, sources: Path, street: Path) -> Run:
    data, geodata = _hand_made(folder)
    places = [
        "--street",
        street,
        "--sources",
        sources,
        "--data",
        data,
        "--geodata",
        geodata,
        "--force",
        FORCE,
    ]
    return measured([sys.executable, "-m", "portal.cli", "data", "build", *map(str, places)])


def _add(base: Path, folder: Path, new: Path) -> Run:
    shutil.copytree(base, folder)
    places = ["--street", str(new), "--data", str(folder / "data")]
    return measured([sys.executable, "-m", "portal.cli", "data", "add", *places])


def _hand_made(folder: Path) -> tuple[Path, Path]:
    """A home for a build: contracts and the tables made by hand, nothing that a build makes."""
    for name in ("data", "geodata"):
        shutil.copytree(ROOT / name / "contract", folder / name / "contract")
    for contract in (folder / "data" / "contract").glob("*.yaml"):
        text = contract.read_text(encoding="utf-8")
        path = re.search(r"^path: *(\S+)", text, re.M)
        if path and re.search(r"^made_by: *hand", text, re.M):
            shutil.copy(ROOT / "data" / path[1], folder / "data" / path[1])
    return folder / "data", folder / "geodata"


def _months_in(folder: Path, street: Path, months: list[str]) -> Path:
    folder.mkdir()
    for month in months:
        shutil.copytree(street / month, folder / month)
    return folder


def measured(command: list[str], folder: Path = ROOT) -> Run:
    """Runs one process to its end. Its memory comes from the system's own account of that very process."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"a measured process failed: {words[-2000:]}")
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e9, words)


if __name__ == "__main__":
    from bench.__main__ import main

    main(["build"])
