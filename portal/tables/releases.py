"""The releases that were published: the log of them, and the tables of each as they were on the day."""

from __future__ import annotations

import zipfile
from pathlib import Path

from portal.tables.load import Package, open_package
from portal.tables.placing import at, listed

FOLDER = "releases"
# Ends the name of the file beside a withdrawn release that says when and why.
WITHDRAWN = ".withdrawn"


def kept_releases(data: Path) -> dict[str, Path]:
    """The file of every kept release by its id. Each holds all tables of one release and their description.

    One that was withdrawn is kept no more, whether its file is still there or not.
    """
    withdrawn = withdrawn_releases(data)
    return {path.stem: path for path in listed(data / FOLDER, "*.zip") if path.stem not in withdrawn}


def withdrawn_releases(data: Path) -> dict[str, str]:
    """By id, when and why it was withdrawn, as a sentence goes on after "was"."""
    return {
        path.stem: path.read_text(encoding="utf-8").strip() for path in listed(data / FOLDER, f"*{WITHDRAWN}")
    }


def open_kept(path: Path) -> Package:
    """The tables of one kept release, checked against their hashes like any others when they are read."""
    return open_package(zipfile.Path(path))


def open_log(data: Path) -> Package | None:
    """The tables `releases`, `release_changes` and `release_figures`; None before anything was published."""
    return open_package(data / FOLDER) if at(data / FOLDER, "datapackage.json").exists() else None


def months_held(data: Path) -> list[str]:
    """Of the tables in force, in order; read each time, since a process that runs for months sees others come."""
    coverage = open_package(data).table("coverage")
    return sorted(coverage.month[coverage.status == "supplied"])
