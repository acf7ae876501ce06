"""docs/security.md promises nothing without a test: every row has its rows of tests, and every test named is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
# Sections that promise something in prose, by the word that stands for them in the table.
IN_PROSE = {"Headers": "## Headers on every answer", "Secrets": "## Secrets"}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, its head and rule left out."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def who() -> list[str]:
    """Everybody of the table of who might try, as they are called there."""
    return [
        re.findall(r"\*\*(.+?)\*\*", cells[0])[0]
        for cells in rows("Who might try, and what stands in the way")
    ]


def claims() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Of whom, what is claimed, and its tests."""
    return [(cells[0], cells[1], NAMED.findall(cells[2])) for cells in rows("Each claim and its test")]


def test_everybody_who_might_try_has_claims_with_tests_and_nobody_else_has() -> None:
    assert len(who()) > 10
    assert all(heading in TEXT for heading in IN_PROSE.values())
    assert {of for of, _, _ in claims()} == {*who(), *IN_PROSE}


@pytest.mark.parametrize(
    ("of", "claim", "tests"), claims(), ids=lambda part: part[:40] if isinstance(part, str) else ""
)
def test_claim_has_tests_that_are_there(of: str, claim: str, tests: list[tuple[str, str]]) -> None:
    assert tests, f"{of}: {claim} has no test"
    missing = []
    for file, name in tests:
        path = ROOT / file
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
        if name not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            missing.append(f"{file}::{name}")
    assert missing == []


def test_every_test_the_document_names_is_in_the_table() -> None:
    in_table = {test for _, _, tests in claims() for test in tests}
    assert set(NAMED.findall(TEXT)) == in_table
    # A name that this does not recognise would be a promise nobody checks.
    assert TEXT.count("::test_") == sum(len(tests) for _, _, tests in claims())
