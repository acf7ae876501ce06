"""One fault put into one file."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutant:
    """One fault: the whole mutated text of a file, the line it begins at, and that line before and after."""

    path: str
    line: int
    before: str
    after: str
    mutated: str
    name: str = ""

    @property
    def key(self) -> str:
        """The same as long as the file is: a result holds for this very fault in this very text."""
        return digest(self.path, self.mutated)[:12]

    @property
    def room(self) -> str:
        return "JavaScript" if self.path.endswith(".js") else "/".join(Path(self.path).parts[:2])


def digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def mutant_of(path: str, source: str, mutated: str, name: str = "") -> Mutant:
    """The first line that differs tells where it is."""
    old, new = source.splitlines(), mutated.splitlines()
    _, first, last, begins, ends = next(
        change
        for change in difflib.SequenceMatcher(None, old, new, False).get_opcodes()
        if change[0] != "equal"
    )
    before, after = (" ".join(" ".join(lines).split()) for lines in (old[first:last], new[begins:ends]))
    return Mutant(path, first + 1, before, after, mutated, name)
