"""What was found: each result in a line of a file under var/, so that a run goes on where it was cut off; survivors and why in one that is committed."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.measured import Found, Line
from bench.mutants.mutant import Mutant
from bench.mutants.trying import UNNOTICED

SURVIVORS = Path(__file__).with_name("survivors.csv")
COLUMNS = ("path", "line", "before", "after", "reason")
NOT_LOOKED_AT = "not looked at yet"
TARGET_PCT = 90.0


@dataclass(frozen=True)
class Result:
    """What became of one fault, over how many files of tests; 0 where no test goes through its line."""

    key: str
    room: str
    outcome: str
    files: int
    seconds: float


def read_results(kept: Path) -> dict[str, Result]:
    if not kept.exists():
        return {}
    found = (Result(**json.loads(line)) for line in kept.read_text(encoding="utf-8").splitlines())
    return {result.key: result for result in found}


def keep(kept: Path, result: Result) -> None:
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result)) + "\n")


def read_reasons() -> dict[tuple[str, str, str], str]:
    if not SURVIVORS.exists():
        return {}
    with SURVIVORS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(row["path"], row["before"], row["after"]): row["reason"] for row in rows}


def write_survivors(survivors: list[Mutant]) -> None:
    """Keeps the reasons written by hand; one that survives for the first time has none yet."""
    reasons = read_reasons()
    with SURVIVORS.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for one in sorted(survivors, key=lambda one: (one.path, one.line)):
            reason = reasons.get((one.path, one.before, one.after), NOT_LOOKED_AT)
            table.writerow([one.path, one.line, one.before, one.after, reason])


def summed(mutants: list[Mutant], results: dict[str, Result]) -> Found:
    """The share noticed by room and in all, with what was tried of what."""
    tried = [(one, results[one.key]) for one in mutants if one.key in results]
    held: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for one, result in tried:
        for group in (one.room, *(["named by hand"] if one.name else []), "all"):
            held[group] += 1
            noticed[group] += result.outcome != UNNOTICED
    rooms = sorted(group for group in held if group != "all")
    lines = [
        Line(
            f"{group}: noticed, of {held[group]}",
            "%",
            (100 * noticed[group] / held[group],),
            floor=TARGET_PCT,
        )
        for group in [*rooms, *(["all"] if held else [])]
    ]
    return Found(lines, _remarks(mutants, tried))


def _remarks(mutants: list[Mutant], tried: list[tuple[Mutant, Result]]) -> list[str]:
    outcomes = Counter(result.outcome for _, result in tried)
    unread = sum(not result.files for _, result in tried)
    reasons = read_reasons()
    why = Counter(
        reasons.get((one.path, one.before, one.after), NOT_LOOKED_AT).split(":")[0]
        for one, result in tried
        if result.outcome == UNNOTICED
    )
    told = ", ".join(f"{reason} {count}" for reason, count in why.most_common())
    return [
        f"{len(tried)} of the sample of {len(mutants)} were tried: {', '.join(f'{key} {n}' for key, n in outcomes.most_common())}.",
        f"Late ones, ended after three times as long as their tests take, count as noticed. No test goes through {unread}.",
        f"Why others were not noticed, each with its place in mutants/survivors.csv: {told or 'there are none'}.",
    ]
