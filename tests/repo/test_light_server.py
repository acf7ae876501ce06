"""A server goes without what only making tables from official files takes: it starts, answers and says what is missing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from serving import Client, running_server, server_environment

from portal.errors import PIPELINE_PACKAGES
from portal.settings import ROOT

# What a Python tells about a package that is not there, for every process whose path has this file's folder first.
ABSENT = """
import sys
class Absent:
    names = frozenset(%r)
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
"""
PAGES = """
import json, sys
from streamlit.testing.v1 import AppTest
import portal.asgi
for shown in ({}, {"area": "E07000042"}):
    app = AppTest.from_file("portal/app.py", default_timeout=60)
    app.query_params.update(shown)
    app.run()
    assert not app.exception, app.exception
    assert app.main.children
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
AREA = "area=E07000042&from=2025-01&to=2025-12&crime=all&measure=recorded"
KINDS = ("csv", "xlsx", "geojson", "gpkg", "parquet", "zip")
ASKED = (
    "/", "/?area=E07000042", "/area/E07000042", "/areas", "/said", "/claims", "/write", "/plain/recording",
    *(f"/download/areas.{kind}?{AREA.replace('area=E07000042', 'level=sector')}" for kind in KINDS),
    "/download/everything.zip", "/brief/E07000042.pdf", "/meeting/E07000042.pdf", f"/figure.png?{AREA}", f"/figure.svg?{AREA}", f"/api/v1/figure?{AREA}",
    "/api/v1/search?q=barnstaple", "/feeds/releases.atom", "/healthz", "/readyz",
)  # fmt: skip


def locked(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.M))


@pytest.fixture(scope="module")
def pipeline_alone() -> set[str]:
    """The modules of all packages that the pipeline's lock has and the server's has not."""
    names = locked("requirements-pipeline.lock") - locked("requirements.lock")
    modules = {
        module
        for module, owners in packages_distributions().items()
        if {re.sub(r"[._]", "-", owner).lower() for owner in owners} <= names
    }
    assert modules >= PIPELINE_PACKAGES
    # requests, which Streamlit brings, takes it up wherever it happens to be and does without.
    return modules - {"chardet"}


@pytest.fixture(scope="module")
def server_alone(tmp_path_factory: pytest.TempPathFactory, pipeline_alone: set[str]) -> dict[str, str]:
    """The environment of a process for which the pipeline's packages are not installed."""
    folder = tmp_path_factory.mktemp("absent")
    (folder / "sitecustomize.py").write_text(ABSENT % sorted(pipeline_alone), encoding="utf-8")
    return {**server_environment(folder / "log"), "PYTHONPATH": str(folder)}


def portal(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal.cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_server_lock_holds_nothing_that_the_pipeline_alone_asks_for() -> None:
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=\[]", line)[0] for line in extra["optional-dependencies"]["pipeline"]}
    assert asked <= PIPELINE_PACKAGES
    server, pipeline, dev = (locked(f"requirements{kind}.lock") for kind in ("", "-pipeline", "-dev"))
    assert server & PIPELINE_PACKAGES == set()
    assert server < pipeline < dev
    assert pipeline >= PIPELINE_PACKAGES


def test_pages_open_and_none_of_the_pipeline_is_imported(pipeline_alone: set[str]) -> None:
    run = subprocess.run([sys.executable, "-c", PAGES], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    imported = set(json.loads(run.stdout.splitlines()[-1]))
    assert "streamlit" in imported
    assert imported & pipeline_alone == set()


def test_server_without_the_pipeline_answers_pages_pictures_feeds_and_every_kind_of_file(
    tmp_path: Path, server_alone: dict[str, str]
) -> None:
    with running_server(tmp_path / "log", {"PYTHONPATH": server_alone["PYTHONPATH"]}) as server:
        client = Client(server)
        assert {path: client.get(path).status for path in ASKED} == dict.fromkeys(ASKED, 200)


@pytest.mark.parametrize("words", [("--help",), ("config", "check"), ("data", "--help"),
                                   ("figure", "--area", "E07000042", "--from", "2021-03", "--to", "2022-02",
                                    "--measure", "unrecorded")])  # fmt: skip
def test_commands_of_a_server_do_without_the_pipeline(
    server_alone: dict[str, str], words: tuple[str]
) -> None:
    run = portal(server_alone, *words)
    assert (run.returncode, run.stderr) == (0, "")


def test_doctor_without_the_pipeline_reads_every_file_by_its_hash(server_alone: dict[str, str]) -> None:
    run = portal(server_alone, "doctor")
    assert re.search(r"ok +tables: Release \S+; [1-9]\d* files are the ones described", run.stdout)
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("words", [("data", "check"), ("data", "update"), ("data", "build", "--street", "x", "--sources", "x"),
                                   ("data", "fetch", "--from", "2025-01", "--to", "2025-01"), ("data", "rollback")])  # fmt: skip
def test_command_that_needs_the_pipeline_says_in_one_sentence_how_to_install_it(
    server_alone: dict[str, str], words: tuple[str]
) -> None:
    run = portal(server_alone, *words)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (5, "", 1)
    assert "python3 run.py install pipeline" in run.stderr
