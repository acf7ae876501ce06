"""The releases that were published: the log of them, and the tables of each as they were on the day."""

from __future__ import annotations

import zipfile
from pathlib import Path

from portal.tables.load import Package, open_package
from portal.tables.placing import at, listed

FOLDER = "releases"


def kept_releases(data: Path) -> dict[str, Path]:
    """The file of every kept release by its id. Each holds all tables of one release and their description."""
    return {path.stem: path for path in listed(data / FOLDER, "*.zip")}


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
