"""Forty kills while tables are built, added to and updated: whoever opens them next finds one release, whole."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import invented as nw
import pytest
from archive_server import ArchiveServer
from invented_releases import publishable_without_claims
from killing import NO_FORK
from rich.console import Console

from portal.pipeline.build import add, build
from portal.pipeline.check import check
from portal.pipeline.update import Place, update
from portal.services.library.library import open_library
from portal.tables.load import open_package

pytestmark = [pytest.mark.faults, pytest.mark.skipif(NO_FORK, reason="processes cannot be forked here")]
NEW = "2026-01"
KILLS = {"add": 20, "build": 10, "update": 10}


@pytest.fixture
def home(nowhere: Any, repo: Path) -> Any:
    publishable_without_claims(nowhere.data, repo)
    nw.write_month(nowhere.street, NEW, nw.usual_rows(NEW))
    return nowhere


@pytest.fixture
def acts(home: Any, built_nowhere: Any, tmp_path: Path) -> Iterator[dict[str, Callable[[], object]]]:
    folder = tmp_path / "archive"
    folder.mkdir()
    with zipfile.ZipFile(folder / f"{NEW}.zip", "w") as packed:
        packed.writestr(f"{NEW}/{NEW}-{nw.SLUG}-street.csv", nw.as_text(nw.usual_rows(NEW)))
    with ArchiveServer(folder) as server:
        place = Place(home.data, home.geodata, tmp_path / "official", server.address, home.configuration)
        yield {
            "add": lambda: add([home.street], home.data, force_name=home.configuration),
            "build": lambda: build([built_nowhere.street, home.street], home.sources, home.data, home.geodata, home.configuration),
            "update": lambda: update(place, date(2026, 3, 20), False, Console(quiet=True)),
        }  # fmt: skip


def run_for(act: Callable[[], object], seconds: float | None) -> float:
    """Runs the act in a process of its own, killed after `seconds`; how long it ran."""
    process = multiprocessing.get_context("fork").Process(target=act)
    started = time.monotonic()
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return time.monotonic() - started


@pytest.mark.parametrize("name", list(KILLS))
def test_tables_are_whole_whatever_moment_the_writer_is_killed_at(
    name: str, home: Any, acts: dict[str, Callable[[], object]]
) -> None:
    sound = {folder: folder.with_name(f"{folder.name}-sound") for folder in (home.data, home.geodata)}
    for folder, kept in sound.items():
        shutil.copytree(folder, kept)
    old = open_package(home.data).release
    whole, chance = run_for(acts[name], None), random.Random(20261127)
    new = open_package(home.data).release
    assert new != old
    seen = set()
    # The last third of an act is when it writes; half of the kills fall there.
    moments = [
        whole * (chance.random() if n % 2 else 0.66 + 0.34 * chance.random()) for n in range(KILLS[name])
    ]
    for moment in moments:
        for folder, kept in sound.items():
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
        run_for(acts[name], moment)
        opened = open_library(home.data, home.geodata).read_all()
        assert opened.release in (old, new), moment
        seen.add(opened.release)
        assert check(home.data, home.geodata), "and whoever checks finishes what was decided"
    assert old in seen
