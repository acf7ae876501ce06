"""Builds over the real raw files, once a session: two of the default force, one of Cleveland."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.pipeline.build import build


@dataclass(frozen=True)
class Built:
    data: Path
    geodata: Path
    report: str


def build_copy(repo: Path, folder: Path, street: Path, sources: Path, force: str) -> Built:
    """Builds into a folder that holds the contracts and the tables made by hand, and nothing else of the checkout."""
    for name in ("data", "geodata"):
        shutil.copytree(repo / name / "contract", folder / name / "contract")
    for path in (repo / "data").glob("*.csv"):
        shutil.copy(path, folder / "data" / path.name)
    if force != "devon-and-cornwall":
        # Claims are about one force's places, and another begins without any.
        claims = folder / "data" / "claims.csv"
        claims.write_text(claims.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
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
    return build_copy(repo, tmp_path_factory.mktemp("lincolnshire"), street, sources, "lincolnshire")


@pytest.fixture(scope="session")
def cleveland(repo: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    street = sources / "police_uk_other_forces"
    return build_copy(repo, tmp_path_factory.mktemp("cleveland"), street, sources, "cleveland")
