"""Builds over the real raw files, once a session: two of the default force, and others made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from other_forces import Built, build_new

from portal.pipeline.build import build


def build_copy(repo: Path, folder: Path, street: Path, sources: Path, force: str) -> Built:
    """Builds into a folder that holds the contracts and the tables made by hand, and nothing else of the checkout."""
    for name in ("data", "geodata"):
        shutil.copytree(repo / name / "contract", folder / name / "contract")
    for path in (repo / "data").glob("*.csv"):
        shutil.copy(path, folder / "data" / path.name)
    report = build([street], sources, folder / "data", folder / "geodata", force).report
    return Built(folder / "data", folder / "geodata", report)


@pytest.fixture(scope="session")
def built(repo: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_copy(
        repo, tmp_path_factory.mktemp("first"), sources / "police_uk", sources, "devon-and-cornwall"
    )


@pytest.fixture(scope="session")
def built_again(repo: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_copy(
        repo, tmp_path_factory.mktemp("again"), sources / "police_uk", sources, "devon-and-cornwall"
    )


@pytest.fixture(scope="session")
def lincolnshire(repo: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Its months begin with the first ever published."""
    street = sources / "police_uk_other_forces"
    return build_new(repo, tmp_path_factory.mktemp("new") / "lincolnshire", [street], sources, "lincolnshire")


@pytest.fixture(scope="session")
def cleveland(repo: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    street = sources / "police_uk_other_forces"
    return build_new(repo, tmp_path_factory.mktemp("new") / "cleveland", [street], sources, "cleveland")
