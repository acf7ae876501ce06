"""The faults named by hand in named.toml: those that once got past every test, and all of the pages' scripts."""

from __future__ import annotations

import tomllib
from pathlib import Path

from bench.mutants.mutant import Mutant, mutant_of

NAMED = Path(__file__).with_name("named.toml")


def named_mutants(root: Path) -> list[Mutant]:
    """In the order of the file. Raises ValueError where the code has changed and a fault no longer fits it."""
    return [_made(root, each) for each in tomllib.loads(NAMED.read_text(encoding="utf-8"))["mutant"]]


def _made(root: Path, each: dict[str, str]) -> Mutant:
    source = (root / each["path"]).read_text(encoding="utf-8")
    if source.count(each["old"]) != 1:
        raise ValueError(
            f"'{each['name']}' no longer fits {each['path']}: its old text is there {source.count(each['old'])} times; "
            "write it anew in bench/mutants/named.toml"
        )
    return mutant_of(each["path"], source, source.replace(each["old"], each["new"]), each["name"])
