"""200 readers with a page open, each changing something every 20 to 40 seconds; and 1,000 readers of plain pages at once.

Two identical processes on this machine, as `portal serve --workers 2` starts them, without nginx. The generator runs on
the same cores and takes its share of them.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from bench.measured import Found, Line
from bench.readers import Reader, Tally, area_views
from bench.servers import ROOT, free_port, is_well
from portal.services.library.library import open_library
from portal.settings import Settings

READERS, RAMP_SECONDS, STEADY_SECONDS = 200, 40.0, 150.0
THINK_SECONDS = (20.0, 40.0)
# Readers, ramp and steady seconds before anything is measured; and how long before the end the memory is read.
FIRST_FEW, WEIGH_SECONDS = (20, 5.0, 45.0), 2.0
BURST, BURST_SECONDS = 1000, 10.0
CHANGE_LIMIT_SECONDS, BURST_LIMIT_MS = 0.5, 200.0


@dataclass(frozen=True)
class Processes:
    """Identical processes and the parent that keeps them."""

    addresses: list[str]
    parent: psutil.Process

    @property
    def memory(self) -> int:
        """Bytes held by all of them."""
        return sum(child.memory_info().rss for child in self.parent.children())

    @property
    def seconds(self) -> float:
        """Processor time they have used."""
        times = [child.cpu_times() for child in self.parent.children()]
        return sum(each.user + each.system for each in times)

    @property
    def connections(self) -> int:
        return sum(len(child.net_connections("tcp")) for child in self.parent.children())


@contextmanager
def processes(wanted: int) -> Iterator[Processes]:
    """Started, well, and ended with the block. They write to a database of their own."""
    first = free_port()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        settings = {"PORTAL_DATABASE_URL": f"sqlite:///{folder}/portal.db", "PORTAL_API_LIMIT": "0"}
        command = [
            sys.executable,
            "-m",
            "portal.cli",
            "serve",
            "--port",
            str(first),
            "--workers",
            str(wanted),
        ]
        parent = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=said, stderr=said)
        try:
            addresses = [f"http://127.0.0.1:{first + number}" for number in range(wanted)]
            until = time.monotonic() + 120
            while not all(is_well(f"{address}/healthz") for address in addresses):
                if time.monotonic() > until or parent.poll() is not None:
                    raise RuntimeError("the processes did not start")
                time.sleep(0.1)
            yield Processes(addresses, psutil.Process(parent.pid))
        finally:
            parent.terminate()
            parent.wait(60)


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


async def keep_pages_open(
    served: Processes, readers: int, ramp: float, steady: float, codes: list[str]
) -> tuple[Tally, int]:
    """`readers` pages, opened evenly over the ramp, half at each process; and the bytes held while all are open."""
    tally, chance, weighed = Tally(), random.Random(20261126), list[int]()
    until = time.monotonic() + ramp + steady

    async def come(number: int) -> None:
        await asyncio.sleep(ramp * number / readers)
        own = random.Random(chance.random())
        server = served.addresses[number % len(served.addresses)]
        await Reader(server, area_views(own, codes, 40), tally, own).stay(THINK_SECONDS, until)

    async def weigh() -> None:
        await asyncio.sleep(ramp + steady - WEIGH_SECONDS)
        weighed.append(served.memory)

    await asyncio.gather(weigh(), *(come(number) for number in range(readers)))
    return tally, weighed[0]


async def burst(served: Processes, codes: list[str]) -> tuple[list[float], list[str]]:
    """Milliseconds from connecting to the last byte of a plain page, for each of the readers; and what went wrong."""
    took: list[float] = []
    faults: list[str] = []

    async def read(number: int) -> None:
        await asyncio.sleep(BURST_SECONDS * number / BURST)
        address = served.addresses[number % len(served.addresses)].removeprefix("http://")
        host, port = address.split(":")
        started = time.perf_counter()
        try:
            async with asyncio.timeout(30):
                reading, writing = await asyncio.open_connection(host, int(port))
                asked = f"GET /area/{codes[number % len(codes)]} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n"
                writing.write(asked.encode())
                answer = await reading.read()
                writing.close()
            if b" 200 " not in answer[:20]:
                faults.append(answer[:40].decode(errors="replace"))
            took.append(1000 * (time.perf_counter() - started))
        except Exception as fault:
            faults.append(f"{type(fault).__name__}: {fault}"[:80])

    await asyncio.gather(*(read(number) for number in range(BURST)))
    return took, faults


def run() -> Found:
    library = open_library(Settings().data_dir, Settings().geodata_dir)
    codes = [area.code for area in library.areas.values() if area.level in ("sector", "town", "msoa")]
    with processes(2) as served:
        took, refused = asyncio.run(burst(served, codes))
        # A few readers first, so that what is loaded once is not counted as theirs.
        asyncio.run(keep_pages_open(served, *FIRST_FEW, codes))
        before, used = served.memory, served.seconds
        tally, held = asyncio.run(keep_pages_open(served, READERS, RAMP_SECONDS, STEADY_SECONDS, codes))
        held, used = held - before, served.seconds - used
    runs = len(tally.first_seconds) + len(tally.change_seconds)
    changes = tally.change_seconds
    lines = [
        Line("200 pages open: change to new values, median", "s", (statistics.median(changes),)),
        Line(
            "200 pages open: change to new values, p95",
            "s",
            (percentile(changes, 0.95),),
            CHANGE_LIMIT_SECONDS,
        ),
        Line("200 pages open: change to new values, p99", "s", (percentile(changes, 0.99),)),
        Line("200 pages open: first view, p95", "s", (percentile(tally.first_seconds, 0.95),)),
        Line("200 pages open: faults", "", (len(tally.faults),), 0),
        Line(
            "200 pages open: memory for each while open, with what caches gained",
            "MB",
            (held / READERS / 1e6,),
        ),
        Line("one run of the area page: processor time", "ms", (1000 * used / runs,)),
        Line("one run of the area page: bytes", "KB", (tally.received / runs / 1000,)),
        Line("1,000 plain pages in 10 s: median", "ms", (statistics.median(took),)),
        Line("1,000 plain pages in 10 s: p95", "ms", (percentile(took, 0.95),), BURST_LIMIT_MS),
        Line("1,000 plain pages in 10 s: faults", "", (len(refused),), 0),
    ]
    remarks = [
        f"Two processes and the generator on the same {os.cpu_count()} cores; {len(changes)} changes, {runs} runs of the page.",
        *(f"Fault: {fault}" for fault in sorted({*tally.faults, *refused})[:5]),
    ]
    return Found(lines=lines, remarks=remarks)
