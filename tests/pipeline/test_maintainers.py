"""A statement, a claim and a month are added by the documented steps, and the tests that read the tables stay green."""

from __future__ import annotations

from pathlib import Path

import maintainers
import pytest

# What reads the tables as they lie, without a server or a browser.
DATA_TESTS = (
    "tests/data", "tests/services/both_sides", "tests/services/counted", "tests/services/recording",
    "tests/services/checking", "tests/services/unrecorded", "tests/pages/test_both_sides_page.py",
    "tests/pages/test_about_page.py", "tests/pages/test_pages.py", "tests/pages/test_check_page.py",
    "tests/pipeline/test_describe.py",
)  # fmt: skip


@pytest.fixture
def data(repo: Path, tmp_path: Path) -> Path:
    return maintainers.copy_of(repo / "data", tmp_path)


def assert_taken(data: Path) -> None:
    for command in ("describe", "check"):
        done = maintainers.portal("data", command, data=data)
        assert done.returncode == 0, done.stderr


def test_a_statement_touches_its_table_and_the_description(repo: Path, data: Path) -> None:
    maintainers.add_statement(data)
    assert_taken(data)
    assert maintainers.files_changed(repo / "data", data) == {"statements.csv", "datapackage.json"}


def test_a_claim_touches_its_table_and_the_description(repo: Path, data: Path) -> None:
    maintainers.add_claim(data)
    assert_taken(data)
    assert maintainers.files_changed(repo / "data", data) == {"claims.csv", "datapackage.json"}


def test_a_statement_a_claim_and_a_month_leave_the_data_tests_green(data: Path, tmp_path: Path) -> None:
    maintainers.add_statement(data)
    maintainers.add_claim(data)
    assert_taken(data)
    month = maintainers.add_month(data, tmp_path / "street")
    assert_taken(data)
    assert month in (data / "coverage.csv").read_text(encoding="utf-8")
    done = maintainers.suite_on(data, *DATA_TESTS)
    assert done.returncode == 0, done.stdout[-4000:]
