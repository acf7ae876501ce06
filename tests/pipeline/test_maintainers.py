"""A statement, a claim and a month are added by the documented steps, and the tests that read the tables stay green."""

from __future__ import annotations

from pathlib import Path

import maintainers
import pytest

# What reads the tables as they lie, without a server or a browser.
DATA_TESTS = (
    "tests/data", "tests/services/both_sides", "tests/services/counted", "tests/services/recording",
    "tests/pages/test_both_sides_page.py", "tests/pages/test_about_page.py", "tests/pages/test_pages.py",
    "tests/pipeline/test_describe.py",
)  # fmt: skip


@pytest.fixture(scope="module")
def data(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy that takes every act in turn, as a maintainer's checkout does."""
    return maintainers.copy_of(repo / "data", tmp_path_factory.mktemp("maintainer"))


def take_in(data: Path, command: str) -> None:
    done = maintainers.portal("data", command, data=data)
    assert done.returncode == 0, done.stderr


def test_a_statement_and_a_claim_touch_their_table_and_the_description(
    repo: Path, data: Path, tmp_path: Path
) -> None:
    maintainers.add_statement(data)
    take_in(data, "describe")
    assert maintainers.files_changed(repo / "data", data) == {"statements.csv", "datapackage.json"}
    before = maintainers.copy_of(data, tmp_path)
    maintainers.add_claim(data)
    take_in(data, "describe")
    assert maintainers.files_changed(before, data) == {"claims.csv", "datapackage.json"}
    take_in(data, "check")


@pytest.mark.faults
def test_a_statement_a_claim_and_a_month_leave_the_data_tests_green(data: Path, tmp_path: Path) -> None:
    month = maintainers.add_month(data, tmp_path / "street")
    assert month in (data / "coverage.csv").read_text(encoding="utf-8")
    done = maintainers.suite_on(data, *DATA_TESTS)
    assert done.returncode == 0, done.stdout[-4000:]
