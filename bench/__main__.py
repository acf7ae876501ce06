"""`python -m bench [name …] [--write]`: runs the benchmarks, shows them, and with --write keeps them in RESULTS.md."""

from __future__ import annotations

import argparse
import importlib
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

from rich.console import Console

from bench import machine, results
from bench.measured import Found
from bench.servers import ROOT

OWN = (
    "start",
    "first_map",
    "recolour",
    "peer",
    "build",
    "queries",
    "api",
    "desk",
    "personal_details",
    "write",
)
# Modules that print their figures themselves. The coverage of the ranges takes minutes and tells nothing about speed,
# so it runs only when it is named.
SPEAKING = ("estimator", "coverage")
# These take minutes or a quiet machine, so they run only when they are named.
LONG = ("install", "load", "phone", "rush", "forces")
USUAL = (*OWN, "estimator")
PATIENCE_MINUTES = 10.0


def run_speaking(name: str) -> Found:
    """Runs a benchmark that prints; a code other than 0 is its own way to say that it missed its limit."""
    run = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, capture_output=True, text=True)
    if run.stderr:
        raise RuntimeError(run.stderr[-2000:])
    return Found(text=run.stdout, remarks=["missed its limit"] if run.returncode else [])


def run_one(name: str) -> Found:
    try:
        return run_speaking(name) if name in SPEAKING else importlib.import_module(f"bench.{name}").run()
    except Exception as fault:
        # The others are still worth having; the exit code tells that one broke.
        return Found(
            remarks=[f"It broke and measured nothing: {' '.join(str(fault).split())[:300]}"], broken=True
        )


def main(arguments: list[str] | None = None) -> int:
    """0 whether targets are met or not: a busy machine is no fault. Anything else means a benchmark broke."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="name",
        help=f"{', '.join((*OWN, *SPEAKING, *LONG))}; default: {', '.join(USUAL)}",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="rewrite bench/RESULTS.md, or the sections named, when the machine is quiet",
    )
    given = parser.parse_args(arguments)
    # Told to stop, it still ends the servers and the browser it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    unknown = [name for name in given.names if name not in (*OWN, *SPEAKING, *LONG)]
    if unknown:
        parser.error(f"'{unknown[0]}' is not a benchmark; choose from {', '.join((*OWN, *SPEAKING, *LONG))}")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    quiet = not given.write or machine.wait_for_quiet(PATIENCE_MINUTES, console.print)
    head = [f"Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC", *machine.described()]
    if not quiet:
        head.append(
            f"The machine was busy with other work (load average above {machine.QUIET_LOAD}); times are longer than they need be."
        )
    for line in head:
        console.print(line, markup=False)
    started, loads, found = time.monotonic(), [], {}
    for name in given.names or USUAL:
        loads.append(f"{name} {machine.load_average():.1f}")
        console.print(f"\nRunning {name} …")
        found[name] = run_one(name)
        results.show(console, name, found[name])
    head.append(f"Load average when each began: {', '.join(loads)} (the benchmarks themselves make load)")
    head.append(f"All took {(time.monotonic() - started) / 60:.1f} minutes")
    for line in head[-2:]:
        console.print(line, markup=False)
    if given.write:
        (results.write_some if given.names else results.write)(head, found)
    return int(any(one.broken for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
