"""The verification kit over the real official files: every published number is made again from them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from portal.pipeline.verify import verify

pytestmark = pytest.mark.raw


def test_official_files_give_every_published_number(repo: Path, sources: Path) -> None:
    found = verify(sources, repo / "data", repo / "geodata")
    assert found.differing == [], "\n".join(found.lines)
    with (repo / "data" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        held = sum(bool(row["row_count"]) for row in csv.DictReader(file))
    assert found.lines[0] == f"{held} of {held} published months are in the files given."
