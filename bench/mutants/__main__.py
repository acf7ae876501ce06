"""`python -m bench.mutants [--minutes N] [--limit N] [--again] [--write]`: tries the sample of small faults and shows who was noticed.

It goes on where it was cut off. --write keeps the table in RESULTS.md and the survivors in mutants/survivors.csv.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bench import results
from bench.mutants import kept, reach, trying
from bench.mutants.beside import tests_for
from bench.mutants.mutant import Mutant
from bench.mutants.named import named_mutants
from bench.mutants.sample import choose

ROOT = Path(__file__).resolve().parents[2]
HOLDINGS = ROOT / "var" / "mutants"
RESULTS, REACH = HOLDINGS / "results.jsonl", HOLDINGS / "reach.json"
# A fault may make a loop endless; a machine that is busy may take twice as long.
TIMES_AS_LONG, LEAST_SECONDS = 3.0, 30.0


def main(arguments: list[str] | None = None) -> int:
    """0 whatever was noticed: what survives is looked at by people."""
    given = _parsed(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    HOLDINGS.mkdir(parents=True, exist_ok=True)
    mutants = [*named_mutants(ROOT), *_mixed(choose(ROOT))]
    wanted = [one for one in mutants if given.only in f"{one.path} {one.name}"]
    if not given.show:
        _try_all(wanted, given, console)
    found, known = kept.read_results(RESULTS), kept.summed(mutants, kept.read_results(RESULTS))
    results.show(console, "mutants", known)
    survivors = [one for one in mutants if one.key in found and found[one.key].outcome == trying.UNNOTICED]
    for one in survivors:
        console.print(f"{one.path}:{one.line} {one.name}\n  - {one.before}\n  + {one.after}", markup=False)
    if given.write:
        from bench import machine

        kept.write_survivors(survivors)
        known = kept.summed(mutants, found)
        results.write_some([f"Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC", *machine.described()], {"mutants": known})  # fmt: skip
    return 0


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="begin nothing new after so long")
    parser.add_argument(
        "--limit", type=int, default=10_000, help="try at most so many that have no result yet"
    )
    parser.add_argument("--only", default="", help="those with this in their path or name")
    parser.add_argument(
        "--rooms", nargs="*", default=reach.ROOMS, help="measure the tests of these folders of tests/ alone"
    )
    parser.add_argument("--again", action="store_true", help="try once more those that were not noticed")
    parser.add_argument("--show", action="store_true", help="try nothing, show what is known")
    parser.add_argument("--write", action="store_true", help="keep the table and the survivors")
    return parser.parse_args(arguments)


def _mixed(mutants: list[Mutant]) -> list[Mutant]:
    """In an order that has nothing to do with rooms, so that a run cut short says something of each."""
    return sorted(mutants, key=lambda one: one.key)


def _try_all(wanted: list[Mutant], given: argparse.Namespace, console: Console) -> None:
    until = time.monotonic() + 60 * given.minutes
    found = kept.read_results(RESULTS)
    # A later result takes the place of an earlier one; until then the earlier stands.
    again = {key for key, result in found.items() if given.again and result.outcome == trying.UNNOTICED}
    left = [one for one in wanted if one.key not in found or one.key in again][: given.limit]
    trying.warm_up()
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        trying.copied(ROOT, Path(folder)) as scratch,
    ):
        _try_unbroken(scratch, left, given, until, console)
        known = {file: each for file, each in reach.read_reach(REACH).items() if (ROOT / file).exists()}
        for at, one in enumerate(left):
            if time.monotonic() > until:
                console.print(f"{len(left) - at} are left for the next run.")
                break
            result = _tried(scratch, one, known)
            kept.keep(RESULTS, result)
            console.print(
                f"{result.outcome:9} {result.seconds:5.1f} s  {one.path}:{one.line} {one.name}", markup=False
            )


def _try_unbroken(
    scratch: Path, left: list[Mutant], given: argparse.Namespace, until: float, console: Console
) -> None:
    """Tests that fail before anything is broken would notice everything."""
    if any(one.path.endswith(".py") for one in left):
        files = reach.files_in(ROOT, given.rooms)
        for file, found in reach.measure(ROOT, scratch, REACH, files, lambda: time.monotonic() < until):
            told = "" if found.passed else "  FAILED as it is, so it is left out"
            console.print(f"{found.seconds:6.1f} s  {file}{told}")
    scripts = any(one.path.endswith(".js") for one in left)
    if scripts and trying.run_node(scratch, LEAST_SECONDS) != trying.UNNOTICED:
        raise SystemExit("The scripts' tests fail before anything is broken: python3 run.py check says why.")


def _tried(scratch: Path, one: Mutant, known: dict[str, reach.Reach]) -> kept.Result:
    began = time.monotonic()
    with trying.broken(scratch, one.path, one.mutated):
        if one.path.endswith(".js"):
            files, outcome = ["tests/javascript"], trying.run_node(scratch, LEAST_SECONDS)
        else:
            files = tests_for(ROOT, one, known)
            usual = sum(known[file].seconds for file in files)
            seconds = max(LEAST_SECONDS, TIMES_AS_LONG * usual)
            outcome = trying.run_tests(scratch, files, seconds) if files else trying.UNNOTICED
    return kept.Result(one.key, one.room, outcome, len(files), round(time.monotonic() - began, 1))


if __name__ == "__main__":
    sys.exit(main())
