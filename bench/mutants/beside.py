"""Which files of tests are tried on a fault: those that go through its line, the ones beside its module first."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from bench.mutants.mutant import Mutant
from bench.mutants.reach import Reach

# The tests of a room lie in a folder of its name, or here.
MIRRORS = {
    "portal/estimator": "tests/unit/estimator",
    "portal/measures": "tests/services/counted",
    "portal/store": "tests/stores",
    "portal/tables": "tests/pipeline",
}
# Tests that do not lie beside a module are tried on its faults until so many seconds of tests were run.
MOST_SECONDS = 60.0


@cache
def imported(file: Path) -> frozenset[str]:
    """The modules of the portal a file of tests imports by name."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(name for name in found if name.startswith("portal"))


def is_beside(root: Path, module: str, file: str) -> bool:
    """Whether the file of tests imports the module or lies in the folder that mirrors its room."""
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if name in imported(root / file):
        return True
    room = Path(module).parent.as_posix()
    mirrored = next(
        (to for of, to in MIRRORS.items() if room.startswith(of)), room.replace("portal", "tests", 1)
    )
    return file.startswith(f"{mirrored}/")


@cache
def statement_at(path: Path, line: int) -> range:
    """The lines of the innermost statement a line lies in; of one with a body, those above the body."""
    found = range(line, line + 1)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt | ast.ExceptHandler):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            lines = range(node.lineno, max(end, node.lineno) + 1)
            if line in lines:
                found = lines
    return found


def tests_for(root: Path, mutant: Mutant, known: dict[str, Reach]) -> list[str]:
    """The cheapest first. Empty where no test goes through the line."""
    lines = set(statement_at(root / mutant.path, mutant.line))
    through = [
        file
        for file, reach in known.items()
        if reach.passed and lines & set(reach.lines.get(mutant.path, ()))
    ]
    beside = {file: is_beside(root, mutant.path, file) for file in through}
    ordered = sorted(through, key=lambda file: (not beside[file], known[file].seconds))
    chosen: list[str] = []
    spent = 0.0
    for file in ordered:
        if chosen and spent + known[file].seconds > MOST_SECONDS:
            continue
        chosen.append(file)
        spent += known[file].seconds
    return chosen
