"""Readers who come and go for half an hour: does memory grow, are connections left over?

`python -m bench.soak [--minutes 30]`. Prints a line each half minute, and ends with 1 when memory grew or a connection
stayed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import time

from bench.load import Processes, processes
from bench.readers import Reader, Tally, area_views
from portal.services.library.library import open_library
from portal.settings import Settings

READERS, STAY_SECONDS, THINK_SECONDS = 20, 60.0, (2.0, 6.0)
# So few that what is kept of them is complete within the first third; what grows after that is no cache.
AREAS = 24
LOOK_SECONDS = 30.0
# Caches fill at first; what comes after this share of the time is compared with the end.
SETTLED = 1 / 3
# Growth below this for each hour cannot be told from noise in the runs that were made.
NOISE_MB_AN_HOUR = 60.0


async def come_and_go(served: Processes, codes: list[str], tally: Tally, until: float, number: int) -> None:
    """One seat: a reader stays a minute, leaves, and another comes."""
    chance = random.Random(number)
    await asyncio.sleep(STAY_SECONDS * number / READERS)
    while time.monotonic() < until:
        leaves = min(until, time.monotonic() + STAY_SECONDS)
        server = served.addresses[number % len(served.addresses)]
        await Reader(server, area_views(chance, codes, 20), tally, chance).stay(THINK_SECONDS, leaves)


async def watch(served: Processes, tally: Tally, until: float, started: float) -> list[tuple[float, float]]:
    """(seconds, megabytes), looked at again and again."""
    looked = []
    while time.monotonic() < until:
        await asyncio.sleep(min(LOOK_SECONDS, max(0.1, until - time.monotonic())))
        seconds, megabytes = time.monotonic() - started, served.memory / 1e6
        looked.append((seconds, megabytes))
        print(f"{seconds / 60:5.1f} min  {megabytes:7.1f} MB  {served.connections:4d} connections  "
              f"{tally.open:5d} readers  {len(tally.change_seconds):6d} changes  {len(tally.faults)} faults", flush=True)  # fmt: skip
    return looked


def growth(looked: list[tuple[float, float]]) -> float:
    """Megabytes an hour, by a straight line through what came after the caches had filled."""
    kept = [point for point in looked if point[0] > SETTLED * looked[-1][0]]
    middle = sum(x for x, _ in kept) / len(kept)
    level = sum(y for _, y in kept) / len(kept)
    spread = sum((x - middle) ** 2 for x, _ in kept)
    return 3600 * sum((x - middle) * (y - level) for x, y in kept) / spread if spread else 0.0


async def soak(served: Processes, codes: list[str], minutes: float) -> int:
    tally, started = Tally(), time.monotonic()
    until, idle = started + 60 * minutes, served.connections
    seats = [come_and_go(served, codes, tally, until, number) for number in range(READERS)]
    watching = asyncio.create_task(watch(served, tally, until, started))
    await asyncio.gather(*seats)
    looked = await watching
    await asyncio.sleep(5)
    left, grew = served.connections - idle, growth(looked)
    print(f"{minutes:.0f} minutes: {tally.open} readers, {len(tally.change_seconds)} changes, {len(tally.faults)} faults; "
          f"memory {grew:+.1f} MB an hour once settled; {left} connections left over")  # fmt: skip
    return int(grew > NOISE_MB_AN_HOUR or left > 0 or bool(tally.faults))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    minutes = parser.parse_args().minutes
    # Told to stop, it still ends the servers it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    library = open_library(Settings().data_dir, Settings().geodata_dir)
    codes = [area.code for area in library.areas.values() if area.level in ("sector", "town", "msoa")]
    with processes(2) as served:
        return asyncio.run(soak(served, codes[:: len(codes) // AREAS], minutes))


if __name__ == "__main__":
    sys.exit(main())
