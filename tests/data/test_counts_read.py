"""A table of counts is read small, equal to what it says, and refused in one sentence where a cell breaks its contract."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from portal.errors import TableBreaksContract
from portal.settings import ROOT
from portal.tables.load import Package, open_package

NAMES = ("crime_counts", "incident_counts", "unplaced_counts")


@pytest.mark.parametrize("name", NAMES)
def test_counts_equal_the_table_read_as_text(name: str) -> None:
    package = open_package(ROOT / "data")
    small, text = package.counts(name), package.table(name)
    assert list(small.columns) == list(text.columns)
    for column in small.columns:
        assert (small[column].astype(str) == text[column].astype(str)).all()


def test_counts_take_a_fifth_of_the_memory_of_text() -> None:
    package = open_package(ROOT / "data")
    taken = [
        rows.memory_usage(deep=True).sum() for rows in (package.counts(NAMES[0]), package.table(NAMES[0]))
    ]
    assert taken[0] * 5 < taken[1]


@pytest.mark.parametrize("cell", ["", "many", "1.5"])
def test_cell_that_is_no_whole_number_is_refused(cell: str, tmp_path: Path) -> None:
    content = gzip.compress(f"month,recorded_count\n2025-01,{cell}\n".encode())
    (tmp_path / "some.csv.gz").write_bytes(content)
    kinds = {"month": "string", "recorded_count": "integer"}
    described = {
        "name": "some",
        "path": "some.csv.gz",
        "compression": "gz",
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "schema": {"fields": [{"name": name, "type": kind} for name, kind in kinds.items()]},
    }
    with pytest.raises(TableBreaksContract, match="^some: .*restore it"):
        Package(tmp_path, {"resources": [described]}).counts("some")
