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
    """Raises TableBreaksContract for the first hand-made table that has a contract and no file, or not its columns."""
    for contract in read_contracts(data).values():
        if contract["made_by"] != "hand":
            continue
        path = data / contract["path"]
        if not path.exists():
            raise TableBreaksContract(
                f"{path.name}: this table is kept by hand and its file is missing; restore it from the repository"
            )
        with path.open(encoding="utf-8", newline="") as stream:
            columns = set(next(csv.reader(stream), []))
        differing = sorted(columns ^ {field["name"] for field in contract["fields"]})
        if differing:
            raise TableBreaksContract(
                f"{path.name}: column '{differing[0]}' is in the table or in contract/{contract['name']}.yaml, but not in "
                "both; change one of them"
            )


def lines(path: Path) -> Iterator[tuple[int, Row]]:
    """Each row with the number of the line on which it ends, which is where an editor shows it."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            if None in row or None in row.values():
                raise TableBreaksContract(
                    f"{path.name}: line {reader.line_num} has not as many cells as the table has columns; look for a comma "
                    "outside quotation marks"
                )
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
