"""How long one figure, the help and a start of the server take, and what memory, each beside `import pandas`.

An earlier checkout named in BENCH_BEFORE is measured turn about with this one, in the same Python.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from bench.browser import Visit, chromium
from bench.build import Run, measured
from bench.measured import Found, Line
from bench.servers import ROOT, portal_server

COMMANDS, STARTS = 5, 3
FIGURE = ["figure", "--area", "E07000042", "--from", "2024-01", "--to", "2024-12"]
ESTIMATE = [
    "figure",
    "--area",
    "E07000042",
    "--from",
    "2021-03",
    "--to",
    "2022-02",
    "--measure",
    "unrecorded",
]
QUESTIONS = {"portal --help": ["--help"], "portal figure": FIGURE, "portal figure, unrecorded": ESTIMATE}
SECONDS = {"portal --help": 0.3, "portal figure": 1.8}
FIGURE_MB, SERVING_MB, HEALTH_SECONDS = 200.0, 420.0, 4.0


@dataclass
class Starts:
    """Of each start: seconds to the first healthy answer, of the first reader's first map, and megabytes while it is open."""

    well: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)


def run() -> Found:
    before = os.environ.get("BENCH_BEFORE")
    trees = {"": ROOT, **({"before: ": Path(before)} if before else {})}
    pandas: list[Run] = []
    runs: dict[str, list[Run]] = {name + what: [] for name in trees for what in QUESTIONS}
    starts = {name: Starts() for name in trees}
    for _ in range(COMMANDS):
        pandas.append(measured([sys.executable, "-c", "import pandas"]))
        for name, tree in trees.items():
            for what, words in QUESTIONS.items():
                runs[name + what].append(measured([sys.executable, "-m", "portal.cli", *words], tree))
    with chromium() as browser:
        for _ in range(STARTS):
            for name, tree in trees.items():
                _start(starts[name], tree, browser)
    alone = tuple(each.seconds for each in pandas)
    found = Found()
    for name in trees:
        found.lines += _command_lines(name, runs, pandas)
        found.lines += _start_lines(name, starts[name], alone)
    found.lines.append(Line("import pandas: processor time", "s", tuple(each.busy for each in pandas)))
    found.remarks = [
        "The peer is `python -c 'import pandas'`, run in between: most of a figure is that import, on any machine.",
        "The first reader comes at the first healthy answer; memory is the serving process's, with that reader's page open.",
    ]
    return found


def _start(starts: Starts, tree: Path, browser: Browser) -> None:
    with portal_server(tree) as server, Visit(browser) as visit:
        starts.well.append(server.seconds)
        starts.first.append(visit.first_paint(server.url + "/"))
        visit.settle()
        starts.held.append(psutil.Process(server.process).memory_info().rss / 1e6)


def _command_lines(name: str, runs: dict[str, list[Run]], pandas: list[Run]) -> list[Line]:
    lines = []
    for what in QUESTIONS:
        of = runs[name + what]
        # Targets are this checkout's; an earlier one is only shown.
        most = None if name else SECONDS.get(what)
        lines.append(
            Line(name + what, "s", tuple(r.seconds for r in of), most, tuple(r.seconds for r in pandas))
        )
        lines.append(
            Line(
                f"{name}{what}: processor time",
                "s",
                tuple(r.busy for r in of),
                None,
                tuple(r.busy for r in pandas),
            )
        )
        held = None if name or what != "portal figure" else FIGURE_MB
        memory = tuple(1000 * r.gigabytes for r in of)
        lines.append(
            Line(f"{name}{what}: peak memory", "MB", memory, held, tuple(1000 * r.gigabytes for r in pandas))
        )
    return lines


def _start_lines(name: str, starts: Starts, alone: tuple[float, ...]) -> list[Line]:
    seconds, megabytes = (None, None) if name else (HEALTH_SECONDS, SERVING_MB)
    both = tuple(well + first for well, first in zip(starts.well, starts.first, strict=True))
    return [
        Line(f"{name}process start to /healthz", "s", tuple(starts.well), seconds, alone),
        Line(f"{name}first map, first reader after that", "s", tuple(starts.first)),
        Line(f"{name}process start to that reader's map", "s", both),
        Line(f"{name}memory of the serving process", "MB", tuple(starts.held), megabytes),
    ]


if __name__ == "__main__":
    from bench.__main__ import main

    main(["start"])
