"""`portal data describe`: one reviewed file is edited and nothing official is needed to take it in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portal.errors import TableBreaksContract
from portal.pipeline.check import check_contract
from portal.pipeline.describe import describe
from portal.tables.load import open_package


@pytest.fixture
def data(tables: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tables, tmp_path / "data"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_committed_description_is_the_one_that_is_written(data: Path) -> None:
    before = (data / "datapackage.json").read_bytes()
    described = f'"rows": {len(open_package(data).table("statements"))},'.encode()
    assert before.count(described) == 1
    assert describe(data) == (open_package(data).release, [])
    (data / "datapackage.json").write_bytes(before.replace(described, b'"rows": 1,', 1))
    assert describe(data)[1] == ["statements.csv"]
    assert (data / "datapackage.json").read_bytes() == before


def test_edited_statement_is_taken_in_and_gives_another_release(data: Path) -> None:
    old = open_package(data).release
    edit(data / "statements.csv", "expects further progress", "expects more progress")
    release, edited = describe(data)
    assert edited == ["statements.csv"]
    assert release != old
    assert release[:8] == old[:8]
    assert check_contract(data).startswith("data: ")


def test_built_table_changed_by_hand_is_refused_and_nothing_is_written(data: Path) -> None:
    before = (data / "datapackage.json").read_bytes()
    edit(data / "coverage.csv", "supplied", "suplied")
    with pytest.raises(TableBreaksContract, match="coverage.csv: this table is made by the build"):
        describe(data)
    assert (data / "datapackage.json").read_bytes() == before


def test_bad_statement_is_refused_by_line_and_column(data: Path) -> None:
    before = (data / "datapackage.json").read_bytes()
    edit(data / "statements.csv", "great strides", "a b c d e f g h i j k l m")
    with pytest.raises(TableBreaksContract, match=r"statements.csv: line 32, column 'quote' has 13 words"):
        describe(data)
    assert (data / "datapackage.json").read_bytes() == before
