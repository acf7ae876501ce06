"""One name, one thing: a stranger who finds a class by its name has found the only one."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

# Names that two modules may share, each with its reason.
SHARED: dict[str, str] = {}


def homes_of_classes(portal: Path) -> dict[str, list[str]]:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(portal.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(str(path.relative_to(portal)))
    return homes


def test_no_class_name_is_defined_twice(repo: Path) -> None:
    homes = homes_of_classes(repo / "portal")
    twice = {name: places for name, places in homes.items() if len(places) > 1}
    assert set(twice) - set(SHARED) == set(), f"give each a name of its own: {twice}"
    assert set(SHARED) <= set(twice), "a name that is no longer shared needs no reason"


def test_site_says_its_name_from_one_place(repo: Path) -> None:
    homes = []
    for path in sorted((repo / "portal").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            named = node.targets if isinstance(node, ast.Assign) else []
            homes += [path.name for target in named if isinstance(target, ast.Name) and target.id == "SITE"]
    assert homes == ["site.py"]
