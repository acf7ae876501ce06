"""A force is a configuration file: found in a clean clone, in an installed package, or by its path."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from portal.errors import BadRequest
from portal.pipeline.forces import home_of, known_forces, load_force


def test_known_forces_are_the_configuration_files(repo: Path) -> None:
    files = (repo / "portal" / "pipeline" / "force_configs").glob("*.toml")
    assert known_forces() == sorted(path.stem for path in files)
    assert {"cleveland", "devon-and-cornwall"} <= set(known_forces())


@pytest.mark.parametrize("slug", known_forces())
def test_every_configuration_loads_and_is_named_after_its_force(slug: str) -> None:
    force = load_force(slug)
    assert (force.slug, force.pfa_code[:3]) == (slug, "E23")


def test_unknown_force_is_told_which_there_are() -> None:
    with pytest.raises(
        BadRequest,
        match="no configuration for the force 'atlantis'; use one of cleveland, devon-and-cornwall",
    ):
        load_force("atlantis")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("slug = ", "cannot be read"),
        ('slug = "x"', "cannot be read"),
        ('slug = "x"\ncolour = 1', "cannot be read"),
    ],
)
def test_configuration_that_cannot_be_used_says_why(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "x.toml").write_text(text)
    with pytest.raises(BadRequest, match=says):
        load_force(str(tmp_path / "x.toml"))


def test_home_of_a_force_is_found_by_its_name_and_by_its_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_FORCES_DIR", str(tmp_path))
    home = tmp_path / "nowhere"
    (home / "data").mkdir(parents=True)
    (home / "force.toml").touch()
    assert home_of("nowhere") == home
    assert home_of(str(home / "force.toml")) == home
    assert [home_of(name) for name in ("", "elsewhere", str(tmp_path / "force.toml"))] == [None] * 3


def test_built_package_carries_the_configurations_and_finds_them(repo: Path, tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-c",
        "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))",
        tmp_path,
    ]
    subprocess.run(list(map(str, build)), cwd=repo, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    ask = "import portal.pipeline.forces as f; print(f.__file__); print(*f.known_forces())"
    asked = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path / "installed", capture_output=True, text=True, timeout=60
    )
    where, forces = asked.stdout.splitlines()
    assert where.startswith(str(tmp_path / "installed")), asked.stderr
    assert forces.split() == known_forces()
