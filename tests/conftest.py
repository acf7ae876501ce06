"""What every kind of test shares: the checkout, the raw official files where a machine holds them, and Nowhere."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import invented
import pytest
from playwright.sync_api import Browser
from serving import running_browser

from portal.pipeline.build import add, build
from portal.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repo() -> Path:
    """The checkout. Tests read it and never write to it."""
    return ROOT


@pytest.fixture(scope="session")
def tables() -> Path:
    """The tables of the checkout, or of the folder PORTAL_DATA_DIR names: a maintainer's edit is tried on a copy."""
    return Settings.from_environment().data_dir


@pytest.fixture(scope="session")
def sources() -> Path:
    """The raw official files. Without them a test is skipped with the reason, or fails where CI must not skip it."""
    folder = Path(os.environ.get("PORTAL_TEST_SOURCES", ROOT.parent / "shared" / "sources"))
    if folder.is_dir():
        return folder
    reason = (
        "the raw official files are not on this machine; set PORTAL_TEST_SOURCES to the folder that holds "
        "police_uk/, lookups/, boundaries/ and population/"
    )
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"CI is set, so these tests must run: {reason}")
    pytest.skip(reason)


@dataclass(frozen=True)
class Home:
    """One portal's tables: data, geodata, and the official files and configuration they were built from."""

    data: Path
    geodata: Path
    sources: Path
    street: Path

    @property
    def configuration(self) -> str:
        return str(self.sources / "nowhere.toml")

    def build(self) -> str:
        return build([self.street], self.sources, self.data, self.geodata, self.configuration).report

    def add(self, replace: bool = False, preview: bool = False, accept: str = "") -> str:
        """Adds what lies in `street` and returns the report."""
        return add([self.street], self.data, replace, preview, self.configuration, accept).report


def build_home(folder: Path, write_street: Callable[[Path], None]) -> Home:
    data, geodata = invented.write_home(ROOT, folder)
    home = Home(data, geodata, invented.write_sources(folder / "sources"), folder / "street")
    write_street(home.street)
    home.build()
    return home


@pytest.fixture(scope="session")
def built_nowhere(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Nowhere with the year 2021 on 2011 codes and 2025 on 2021 codes. Shared: take `nowhere` to change anything."""

    def write_street(street: Path) -> None:
        for month in range(1, 13):
            for year, codes in (("2021", invented.CODES_2011), ("2025", invented.CODES_2021)):
                name = f"{year}-{month:02d}"
                invented.write_month(street, name, invented.usual_rows(name, codes), packed=year == "2025")

    return build_home(tmp_path_factory.mktemp("nowhere"), write_street)


@pytest.fixture
def nowhere(built_nowhere: Home, tmp_path: Path) -> Home:
    """A copy of Nowhere that a test may change. `street` is empty, ready for the files to add."""
    home = tmp_path / "home"
    for name in ("data", "geodata"):
        shutil.copytree(getattr(built_nowhere, name), home / name)
    (home / "street").mkdir()
    return Home(home / "data", home / "geodata", built_nowhere.sources, home / "street")


@pytest.fixture
def invented_month(tmp_path: Path) -> Callable[..., Path]:
    """Writes one month of Nowhere in the official layout under tmp_path/street; see invented.write_month."""

    def write(
        month: str, content: list[dict[str, str]] | str | bytes, packed: bool = False, kind: str = "street"
    ) -> Path:
        return invented.write_month(tmp_path / "street", month, content, packed, kind)

    return write


@pytest.fixture
def digest() -> Callable[..., str]:
    """One digest of every file under the given folders, to show that nothing changed."""

    def of(*folders: Path) -> str:
        total = hashlib.sha256()
        for folder in folders:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                total.update(str(path.relative_to(folder)).encode() + path.read_bytes())
        return total.hexdigest()

    return of


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for every test that needs one: two cannot be driven from one thread."""
    with running_browser() as chromium:
        yield chromium
