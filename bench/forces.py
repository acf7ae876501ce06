"""Every force of a month in one process: how long each takes to make and build, to start, to answer cold and warm, and what it holds.

Needs the official files: BENCH_SOURCES, or ../shared/sources. BENCH_FORCES names a folder to build in, which is kept and used
again; without it everything is built anew and thrown away. BENCH_MONTHS gives each so many months, made of the one.
"""

from __future__ import annotations

import csv
import gzip
import os
import re
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.measured import Found, Line
from bench.servers import ROOT, Server, portal_server
from portal.domain.record.period import month_at, month_index

MONTH, PART = "2025-02", "scale_all_forces"
START_SECONDS, COLD_SECONDS, WARM_SECONDS, RESTING_MB = 4.0, 3.0, 0.5, 60.0
STARTS = 3


@dataclass
class Asked:
    """Seconds of each force's first answers, and of the same ones again."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)


def run() -> Found:
    with tempfile.TemporaryDirectory() as thrown_away:
        homes = Path(os.environ.get("BENCH_FORCES", thrown_away))
        built = build_all(homes)
        return measure(homes, built)


def sources() -> Path:
    return Path(os.environ.get("BENCH_SOURCES", ROOT.parent / "shared" / "sources"))


def build_all(homes: Path) -> list[float]:
    """Seconds for each force that is made and built now. A force without lookups, as beyond England and Wales, is left out."""
    from portal.errors import BadRequest
    from portal.pipeline.build import build
    from portal.pipeline.force.new import make_force

    took = []
    for path in sorted((sources() / PART / MONTH).glob("*-street.csv*")):
        slug = path.name.removeprefix(f"{MONTH}-").split("-street")[0]
        home = homes / slug
        if (home / "data" / "datapackage.json").exists():
            continue
        started = time.perf_counter()
        try:
            make_force(slug, sources(), ROOT / "data", ROOT / "geodata", home)
        except BadRequest:
            continue
        with tempfile.TemporaryDirectory() as street:
            write_months(path, slug, Path(street))
            build([Path(street)], sources(), home / "data", home / "geodata", str(home / "force.toml"))
        took.append(time.perf_counter() - started)
    return took


def write_months(path: Path, slug: str, street: Path) -> None:
    """The month as it is; or as many months as BENCH_MONTHS says to its end, each the same rows under another label and with
    other numbers of crimes.
    """
    rows = gzip.decompress(path.read_bytes()).decode()
    last = month_index(MONTH)
    for back in range(int(os.environ.get("BENCH_MONTHS", "1"))):
        month = month_at(last - back)
        told = rows if month == MONTH else relabelled(rows, month, back)
        file = street / month / f"{month}-{slug}-street.csv"
        file.parent.mkdir()
        file.write_text(told, encoding="utf-8")


def relabelled(rows: str, month: str, back: int) -> str:
    """Every row's month, and the first two letters of the number of its crime, made other ones."""
    return re.sub(
        rf"^([0-9a-f]{{2}}|)([0-9a-f]*),{MONTH},",
        lambda row: f"{row[1] and f'{back:02x}'}{row[2]},{month},",
        rows,
        flags=re.M,
    )


def measure(homes: Path, built: list[float]) -> Found:
    slugs = sorted(path.parent.name for path in homes.glob("*/force.toml"))
    all_of_them = {"PORTAL_FORCES_DIR": str(homes), "PORTAL_FORCES": ",".join(slugs), "PORTAL_API_LIMIT": "0"}
    alone, started, resting, held = [], [], [], []
    asked = Asked()
    search: list[float] = []
    for _ in range(STARTS):
        with portal_server() as server:
            alone.append(server.seconds)
            time.sleep(5)
            one = memory(server)
        with portal_server(more=all_of_them) as server:
            started.append(server.seconds)
            time.sleep(5)
            resting.append((memory(server) - one) / len(slugs))
            ask(server, homes, slugs, asked)
            search.append(seconds(server, "/api/v1/search?q=zzqxw"))
            held.append(memory(server))
    lines = [
        Line("making and building one force", "s", tuple(built)) if built else None,
        Line(
            "process start to /healthz, before any other force is read",
            "s",
            tuple(started),
            START_SECONDS,
            tuple(alone),
        ),
        Line("memory of a force not in use", "MB", tuple(resting), RESTING_MB),
        Line("first page of a force, cold", "s", tuple(asked.cold), COLD_SECONDS),
        Line("first page of a force, warm", "s", tuple(asked.warm), WARM_SECONDS),
        Line("plain page of its first sector, just read", "s", tuple(asked.again), WARM_SECONDS),
        Line("one search through the names of all", "s", tuple(search)),
        Line("memory when every force was asked for", "MB", tuple(held)),
    ]
    worst = max(asked.cold)
    return Found(
        lines=[line for line in lines if line],
        remarks=[
            f"{len(slugs)} forces, each with {os.environ.get('BENCH_MONTHS', '1')} months, beside the committed one with all of its months, in one process; six stay read. "
            f"The slowest cold page took {worst:.2f} s.",
            "The peer of the start is the same process with the committed force alone, in between.",
        ],
    )  # fmt: skip


def ask(server: Server, homes: Path, slugs: list[str], asked: Asked) -> None:
    for slug in slugs:
        asked.cold.append(seconds(server, f"/{slug}/"))
        asked.warm.append(seconds(server, f"/{slug}/"))
        asked.again.append(seconds(server, f"/{slug}/area/{first_sector(homes / slug)}"))


def first_sector(home: Path) -> str:
    with (home / "data" / "areas.csv").open(encoding="utf-8", newline="") as rows:
        return next(row["area_code"] for row in csv.DictReader(rows) if row["level"] == "sector")


def seconds(server: Server, path: str) -> float:
    started = time.perf_counter()
    with urllib.request.urlopen(server.url + path, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - started


def memory(server: Server) -> float:
    return float(psutil.Process(server.process).memory_info().rss / 1e6)
