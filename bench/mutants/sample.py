"""The fixed sample: so many faults of each room, chosen by their digest, so that other code leaves the choice alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from bench.mutants.mutant import Mutant, digest, mutant_of

SEED = "on the record, first sample"
# How many of each room; what is named by hand comes on top.
QUOTAS = {
    "portal/estimator": 45,
    "portal/measures": 30,
    "portal/services": 120,
    "portal/store": 40,
    "portal/api": 40,
    "portal/pipeline": 40,
}
SWAPS = ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "Pow_Mul", "BitOr_BitAnd", "BitAnd_BitOr")  # fmt: skip
COMPARISONS = ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "Gt_LtE", "Is_IsNot", "IsNot_Is")  # fmt: skip
OPERATORS = (
    *(f"core/ReplaceBinaryOperator_{swap}" for swap in SWAPS),
    *(f"core/ReplaceComparisonOperator_{swap}" for swap in COMPARISONS),
    "core/ReplaceUnaryOperator_Delete_Not",
    "core/ReplaceUnaryOperator_USub_UAdd",
    "core/AddNot",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue",
    "core/ReplaceAndWithOr",
    "core/ReplaceOrWithAnd",
    "core/ReplaceBreakWithContinue",
    "core/ReplaceContinueWithBreak",
    "core/ExceptionReplacer",
    "core/NumberReplacer",
    "core/ZeroIterationForLoop",
)


@dataclass(frozen=True)
class Place:
    """Where an operator could be used: its occurrence in the file, and the line."""

    path: str
    operator: str
    occurrence: int
    line: int
    rank: str


def choose(root: Path, quotas: Mapping[str, int] = QUOTAS) -> list[Mutant]:
    """The sample, room by room. A fault that Python cannot read would tell nothing and is passed over."""
    chosen: list[Mutant] = []
    for room, quota in quotas.items():
        ranked = sorted(
            (place for path in sorted((root / room).rglob("*.py")) for place in _places(root, path)),
            key=lambda place: place.rank,
        )
        taken: dict[tuple[str, int], Mutant] = {}
        for place in ranked:
            if len(taken) < quota and (place.path, place.line) not in taken:
                mutant = _made(root, place)
                if mutant:
                    taken[place.path, place.line] = mutant
        chosen += taken.values()
    return chosen


def _made(root: Path, place: Place) -> Mutant | None:
    source = (root / place.path).read_text(encoding="utf-8")
    mutated = mutate_code(source, get_operator(place.operator)(), place.occurrence)
    try:
        ast.parse(mutated)
    except SyntaxError:
        return None
    return mutant_of(place.path, source, mutated)


def _places(root: Path, path: Path) -> Iterator[Place]:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    nodes = list(ast_nodes(get_ast(source)))
    silent = set(_silent_spans(source))
    name = path.relative_to(root).as_posix()
    for operator in OPERATORS:
        made = get_operator(operator)()
        starts = (start for node in nodes for start, _ in made.mutation_positions(node))
        for occurrence, (line, column) in enumerate(starts):
            if not any(first <= (line, column) < last for first, last in silent):
                # The same line moved elsewhere in its file keeps its rank.
                rank = digest(SEED, name, operator, lines[line - 1].strip(), str(column))
                yield Place(name, operator, occurrence, line, rank)


def _silent_spans(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans that are never run or say nothing when changed: annotations, decorators, what is for types alone."""
    for node in ast.walk(ast.parse(source)):
        inner: list[ast.expr | ast.stmt | None] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [node.returns, *node.decorator_list]
        elif isinstance(node, ast.ClassDef):
            inner = [*node.decorator_list]
        elif isinstance(node, ast.arg | ast.AnnAssign):
            inner = [node.annotation]
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            inner = [node.test, *node.body]
        for each in inner:
            if each is not None:
                end = (each.end_lineno or each.lineno, each.end_col_offset or 0)
                yield (each.lineno, each.col_offset), end
