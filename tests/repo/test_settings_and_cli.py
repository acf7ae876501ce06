"""Settings refuse what they do not know; the command line answers in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.errors import BadSetting
from portal.settings import Settings


def portal(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *arguments], capture_output=True, text=True, env=environment
    )


def test_unknown_setting_refuses_to_start() -> None:
    with pytest.raises(BadSetting, match="PORTAL_DATADIR is not a setting"):
        Settings.from_environment({"PORTAL_DATADIR": "x"})


def test_setting_that_names_no_folder_refuses_to_start() -> None:
    with pytest.raises(BadSetting, match="is not a folder"):
        Settings.from_environment({"PORTAL_DATA_DIR": "nowhere-at-all"})


def test_settings_for_the_tests_alone_are_no_fault() -> None:
    assert Settings.from_environment({"PORTAL_TEST_CHROMIUM": "x", "HOME": "y"}).tiles == "none"


def test_figure_on_the_command_line_is_whole() -> None:
    done = portal("figure", "--area", "E07000042", "--from", "2025-01", "--to", "2025-12", "--json")
    answer = json.loads(done.stdout)
    assert answer["value"] == 4275
    assert answer["period"] == {"from": "2025-01", "to": "2025-12", "months": 12, "missing": []}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--area", "nowhere", "--from", "2025-01", "--to", "2025-12"], 2, "no area has the code 'nowhere'"),
        (["--area", "E07000042", "--from", "2025-13", "--to", "2025-12"], 2, "'2025-13' is not a month"),
        (["--area", "E07000042", "--from", "2025-02", "--to", "2025-01"], 2, "swap the two months"),
    ],
)
def test_wrong_question_is_one_sentence_and_its_own_exit_code(
    arguments: list[str], code: int, says: str
) -> None:
    done = portal("figure", *arguments)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_damaged_table_is_named_and_not_shown(tmp_path: Path, repo: Path) -> None:
    import shutil

    data = tmp_path / "data"
    shutil.copytree(repo / "data", data)
    with (data / "areas.csv").open("a") as table:
        table.write("x\n")
    done = portal("data", "check", "--data", str(data))
    assert done.returncode == 4
    assert "areas.csv: its content is not what datapackage.json describes" in done.stderr


@pytest.mark.parametrize("address", ["crime.example.org", "ftp://x", "https://", "https://x.example/portal"])
def test_public_address_that_readers_cannot_use_refuses_to_start(address: str) -> None:
    with pytest.raises(BadSetting, match="PORTAL_PUBLIC_URL must be an address like"):
        Settings.from_environment({"PORTAL_PUBLIC_URL": address})
