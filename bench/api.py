"""The API under wrk on loopback while a reader's browser is open: time to half the answers, answers a second, page size."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from bench.browser import chromium
from bench.measured import Found, Line
from bench.recolour import change_view, open_view
from bench.servers import portal_server
from portal import bootstrap

MS_LIMIT, RATE_LIMIT, PAGE_KB_LIMIT = 10.0, 300.0, 100.0
SECONDS, ROUNDS = 8, 3
# A few readers at once, then a crowd.
CONNECTIONS = (2, 8)
# Areas, periods and types by chance, so that no answer can be kept for the next; each question from a reader of its
# own, since one reader has a minute's allowance.
SCRIPT = """
local codes = {{{codes}}}
local types = {{"all", "violence", "burglary", "shoplifting", "drugs"}}
math.randomseed({seed})
request = function()
  local place, kind, month = codes[math.random(#codes)], types[math.random(#types)], math.random(1, 9)
  local reader = "10." .. math.random(0, 255) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255)
  return wrk.format("GET", "/api/v1/figure?area=" .. place .. "&from=2025-0" .. month .. "&to=2025-12&crime=" .. kind,
                    {{["X-Forwarded-For"] = reader}})
end
"""
PAGES = ("E07000042", "town:tiverton", "E06000052", "E23000035")


def find_wrk() -> str | None:
    """wrk, installed by the system's package manager where that is allowed and it is not there."""
    if shutil.which("wrk") is None and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing wrk with apt-get, for this benchmark alone …")
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], capture_output=True)
    return shutil.which("wrk")


@contextmanager
def scripted(seed: int) -> Iterator[Path]:
    codes = ", ".join(f'"{quote(code, safe=":")}"' for code in bootstrap.library().areas)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.lua"
        path.write_text(SCRIPT.format(codes=codes, seed=seed), encoding="utf-8")
        yield path


def run_wrk(wrk: str, url: str, connections: int, seed: int) -> tuple[float, float]:
    """Milliseconds to half of the answers, and answers a second. Raises RuntimeError when any was not a 200."""
    with scripted(seed) as script:
        command = [wrk, "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", "-s", str(script), url]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"some answers were refused: {said[-300:]}")
    half = re.search(r"50%\s+([0-9.]+)(us|ms|s)", said)
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    if half is None or rate is None:
        raise RuntimeError(f"wrk said something else: {said[-300:]}")
    return float(half[1]) * {"us": 0.001, "ms": 1, "s": 1000}[half[2]], float(rate[1])


def page(url: str) -> tuple[float, float]:
    """Kilobytes and milliseconds of one plain page that nobody asked for before, not packed."""
    started = time.perf_counter()
    with urllib.request.urlopen(url) as answer:
        size = len(answer.read()) + len(str(answer.headers))
    return size / 1e3, (time.perf_counter() - started) * 1000


def run() -> Found:
    wrk = find_wrk()
    if wrk is None:
        return Found(remarks=["wrk is not on this machine; install the package 'wrk' and run this again."])
    lines = []
    with portal_server() as server, chromium() as browser:
        sizes = [page(f"{server.url}/area/{code}") for code in PAGES]
        with open_view(browser, f"{server.url}/?level=msoa") as visit:
            for connections in CONNECTIONS:
                found = [run_wrk(wrk, server.url, connections, seed) for seed in range(ROUNDS)]
                what = f"/figure, {connections} connections"
                lines.append(
                    Line(f"{what}: half of the answers within", "ms", tuple(f[0] for f in found), MS_LIMIT)
                )
                lines.append(
                    Line(f"{what}: answers a second", "", tuple(f[1] for f in found), floor=RATE_LIMIT)
                )
            changes = change_view(visit)
    lines.append(Line("plain page of an area, cold", "KB", tuple(s[0] for s in sizes), PAGE_KB_LIMIT))
    lines.append(Line("plain page of an area, cold: time", "ms", tuple(s[1] for s in sizes)))
    lines += [
        Line(f"the open page afterwards, {what}: click to map", "s", tuple(c.seconds for c in made))
        for what, made in changes.items()
    ]
    return Found(
        lines,
        [
            "wrk runs on the same cores as the server, one thread, loopback. Areas of every level, periods and types come "
            "by chance, so nothing is answered from memory. A browser with the map open is connected all the while.",
            "Pages are measured as sent without packing, headers included.",
        ],
    )  # fmt: skip
