"""The repository checks its own lists and limits."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from portal.settings import MEANINGS, Settings

MODULES = sorted(Path(__file__).parents[2].glob("portal/**/*.py"))
# A room with more modules than this is a drawer: a stranger reads its list instead of finding the place.
MOST_IN_ROOM = 25
TRACKED_LIMIT = 20 * 1024 * 1024
ALL_LIMIT = 60 * 1024 * 1024


def tracked(repo: Path) -> list[Path]:
    """Files git knows; an archive without git has all its files."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=repo, capture_output=True, text=True)
    if listed.returncode:
        return [path for path in repo.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [repo / name for name in listed.stdout.split("\0") if name and (repo / name).is_file()]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.name))
def test_module_is_short_and_says_what_it_holds(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").splitlines()
    limit = 60 if "pages" in module.parts else 250
    assert len(lines) <= limit
    assert ast.get_docstring(ast.parse("\n".join(lines)))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.name))
def test_function_is_short(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{module.name}: {node.name}"


def imports() -> dict[str, set[str]]:
    """Which modules of the portal each one imports, inside functions and for types too."""
    names = {
        ".".join(path.relative_to(MODULES[0].parents[1]).with_suffix("").parts): path for path in MODULES
    }
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    found: dict[str, set[str]] = {}
    for name, path in names.items():
        asked = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                asked |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                asked |= {each if each in names else node.module for each in inner}
        found[name] = asked & set(names)
    return found


def test_no_modules_import_one_another_in_a_circle() -> None:
    left = imports()
    assert len(left) > 200
    while free := {name for name, asked in left.items() if not asked & set(left)}:
        left = {name: asked for name, asked in left.items() if name not in free}
    assert left == {}, "these stand in a circle, or on one"


def test_no_room_is_a_drawer() -> None:
    rooms = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {room.name: count for room, count in rooms.items() if count > MOST_IN_ROOM} == {}


def test_imports_point_down(repo: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=repo, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_every_setting_is_explained_and_documented(repo: Path) -> None:
    names = {name.upper() for name in Settings.__dataclass_fields__}
    assert names == set(MEANINGS)
    documented = (repo / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`PORTAL_{name}`" not in documented] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-pipeline.lock", "requirements-dev.lock"])
def test_lock_has_a_hash_for_everything_and_no_address(repo: Path, lock: str) -> None:
    text = (repo / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pinned = re.findall(r"^([a-z0-9._-]+)==", text, re.M | re.I)
    assert len(pinned) > 40
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.M | re.I)
    assert [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_javascript_lock_has_a_hash_for_everything_and_no_address(repo: Path) -> None:
    text = (repo / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = {name: held for name, held in json.loads(text)["packages"].items() if name}
    assert len(packages) > 3
    assert [
        name for name, held in packages.items() if not held.get("integrity", "").startswith("sha512-")
    ] == []
    asked = json.loads((repo / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_every_dependency_has_its_reason(repo: Path) -> None:
    declared = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))
    named = declared["project"]["dependencies"] + [
        d for group in declared["dependency-groups"].values() for d in group
    ]
    names = {re.split(r"[<>=\[ ]", name)[0] for name in named}
    names |= set(json.loads((repo / "package.json").read_text(encoding="utf-8"))["devDependencies"])
    reasons = (repo / "docs" / "decisions.md").read_text(encoding="utf-8")
    assert sorted(name for name in names if f"`{name}`" not in reasons) == []


def test_nothing_tracked_is_too_big_or_names_a_machine(repo: Path) -> None:
    files = tracked(repo)
    sizes = {path: path.stat().st_size for path in files}
    assert [path.name for path, size in sizes.items() if size > TRACKED_LIMIT] == []
    assert sum(sizes.values()) < ALL_LIMIT
    # Written so that this file does not hold what it looks for.
    path_of_a_machine = re.compile(r"(?<![A-Za-z0-9_.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/\w")
    for path in files:
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".json", ".js", ".css", ".csv", ".txt", ""}:
            assert not path_of_a_machine.search(path.read_text(encoding="utf-8", errors="ignore")), path


def test_make_help_names_every_target(repo: Path) -> None:
    makefile = (repo / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert targets
    assert [t for t in targets[1].split() if not re.search(rf"^{t}:.*## \w", makefile, re.M)] == []
