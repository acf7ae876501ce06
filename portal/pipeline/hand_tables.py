"""The tables kept by hand, read as they lie: line by line, with the one sentence that refuses a line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from portal.errors import TableBreaksContract
from portal.pipeline.write import read_contracts

Row = dict[str, str]
# The column at fault and what is wrong with it.
Fault = tuple[str, str]


def missing_table(data: Path) -> None:
    """Raises TableBreaksContract for the first hand-made table that has a contract and no file."""
    for contract in read_contracts(data).values():
        if contract["made_by"] == "hand" and not (data / contract["path"]).exists():
            raise TableBreaksContract(
                f"{contract['path']}: this table is kept by hand and its file is missing; restore it from the repository"
            )


def lines(path: Path) -> Iterator[tuple[int, Row]]:
    """Each row with the number of the line on which it ends, which is where an editor shows it."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            yield reader.line_num, row


def refuse(name: str, line: int, column: str, why: str) -> NoReturn:
    raise TableBreaksContract(f"{name}: line {line}, column '{column}' {why}")


def unknown_ids(data: Path, name: str, column: str, listing: str) -> Iterator[tuple[int, str]]:
    """Lines of a table whose column names a row that the other table does not list. An id is that table's first column."""
    known = {next(iter(row.values())) for _, row in lines(data / f"{listing}.csv")}
    for line, row in lines(data / f"{name}.csv"):
        for one in row[column].split():
            if one not in known:
                yield line, f"names '{one}', which {listing}.csv does not list"
