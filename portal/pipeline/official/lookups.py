"""Reads official tables by our name or their publisher's, with our column names whichever they came under."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from portal.errors import BadSource


@dataclass(frozen=True)
class OfficialTable:
    """One file that a build reads: where it lies under --sources, its publisher's title and address, file and column names."""

    name: str
    title: str
    address: str
    also: tuple[str, ...]
    columns: dict[str, list[str]]


@cache
def official_tables() -> dict[str, OfficialTable]:
    """Every file of files.toml by its name under --sources."""
    text = (files("portal.pipeline.official") / "files.toml").read_text(encoding="utf-8")
    listed = (OfficialTable(**one | {"also": tuple(one["also"])}) for one in tomllib.loads(text)["file"])
    return {one.name: one for one in listed}


def find_official(sources: Path, name: str) -> Path:
    """The file itself, or the one of its publisher's names that is there. Raises BadSource."""
    path = sources / name
    if path.exists():
        return path
    table = official_tables().get(name)
    patterns = table.also if table else ()
    places = (path.parent, sources)
    found = sorted(
        {
            near
            for place in places
            if place.is_dir()
            for near in place.iterdir()
            if any(fnmatch(near.name.lower().removesuffix(".gz"), one.lower()) for one in patterns)
        }
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise BadSource(
            f"{path}: {found[0].name} and {found[1].name} could both be this file; leave one of them in the folder"
        )
    where = f" It is published at {table.address} as '{table.title}'." if table else ""
    raise BadSource(
        f"{path}: this lookup is missing; --sources must hold the official files listed in docs/data.md.{where}"
    )


def read_lookup(sources: Path, name: str, like: str = "", only: bool = False) -> pd.DataFrame:
    """A lookup CSV as text, empty cells as '', under our column names. Raises BadSource when file or column is not there.

    `like`: the official table whose columns it has, where it is not one by its name; `only` leaves all other columns out.
    """
    path = find_official(sources, name)
    table = official_tables().get(like or name)
    used = [*table.columns, *(one for theirs in table.columns.values() for one in theirs)] if table else ["*"]
    rows = pd.read_csv(
        path,
        dtype=str,
        keep_default_na=False,
        encoding="utf-8-sig",
        usecols=(lambda column: any(fnmatch(column.lower(), one.lower()) for one in used)) if only else None,
    )
    if table is None:
        return rows
    renamed = {}
    for ours, theirs in table.columns.items():
        if ours in rows:
            continue
        for column in rows.columns:
            if any(fnmatch(column.lower(), one.lower()) for one in theirs):
                renamed[column] = ours
                break
        else:
            raise BadSource(
                f"{path.name}: no column is called {' or '.join([*theirs, ours])}; take the file as '{table.title}' is published "
                f"at {table.address}"
            )
    return rows.rename(columns=renamed)
