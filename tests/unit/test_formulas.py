"""No cell that leaves the portal is run by a spreadsheet, whichever table it leaves in."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest

from portal.services.files.file_formats import without_formulas
from portal.services.files.formulas import without_formula


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n\t@x", "-\t1"])
def test_cell_that_a_spreadsheet_would_run_is_made_safe(cell: str) -> None:
    safe = without_formula(cell)
    assert safe == "'" + " ".join(cell.split())
    assert list(without_formulas(pd.DataFrame({"a": [cell]})).a) == [safe]


@pytest.mark.parametrize("cell", ["safe = here", "", "Mid Devon", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert without_formula(cell) == cell


def test_there_is_one_guard(repo: Path) -> None:
    """A second list of the signs that start a formula would be free to disagree with the first."""
    held = []
    for path in (repo / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple):
                signs = {one.value for one in node.elts if isinstance(one, ast.Constant)}
                held += [path.name] if {"=", "+", "-", "@"} <= signs else []
    assert held == ["formulas.py"]
