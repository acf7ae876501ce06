"""Going back to the tables before, or to a release that is kept; two additions at once; killed while it writes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import date
from typing import Any

import invented
import pytest
from invented_releases import publishable_without_claims

from portal.errors import BadRequest, ReleaseNotFound, TableBreaksContract
from portal.pipeline.build import add
from portal.pipeline.check import check
from portal.pipeline.going_back import restore, rollback
from portal.pipeline.release import publish
from portal.tables.load import open_package


@pytest.fixture
def home(nowhere: Any, repo: Any) -> Any:
    publishable_without_claims(nowhere.data, repo)
    return nowhere


def add_month(home: Any, month: str = "2026-01") -> None:
    invented.write_month(home.street, month, invented.usual_rows(month))
    home.add()


def last_month(home: Any) -> str:
    return str(open_package(home.data).table("coverage").month.max())


def test_rollback_puts_back_what_the_last_addition_replaced_and_again_undoes_that(home: Any) -> None:
    before = open_package(home.data).release
    add_month(home)
    after = open_package(home.data).release
    assert rollback(home.data, home.geodata) == before
    assert last_month(home) == "2025-12"
    assert check(home.data, home.geodata)
    assert rollback(home.data, home.geodata) == after
    assert last_month(home) == "2026-01"


def test_rollback_keeps_the_log_of_releases(home: Any) -> None:
    publish(home.data, home.geodata, "The first.", date(2026, 1, 31))
    first = open_package(home.data).release
    add_month(home)
    publish(home.data, home.geodata, "A month.", date(2026, 2, 28))
    log = (home.data / "releases" / "releases.csv").read_bytes()
    assert rollback(home.data, home.geodata) == first
    assert (home.data / "releases" / "releases.csv").read_bytes() == log


def test_rollback_to_tables_that_were_damaged_since_is_refused(home: Any, digest: Callable[..., str]) -> None:
    add_month(home)
    (home.data / ".before" / "areas.csv").write_text("area_code\n")
    before = digest(home.data)
    with pytest.raises(TableBreaksContract, match=r"areas\.csv"):
        rollback(home.data, home.geodata)
    assert digest(home.data) == before


def test_rollback_where_nothing_was_kept_says_what_to_do(repo: Any) -> None:
    with pytest.raises(BadRequest, match="nothing to go back to"):
        rollback(repo / "data", repo / "geodata")


def test_published_release_is_put_back_with_the_same_id_and_bytes(home: Any) -> None:
    publish(home.data, home.geodata, "The first.", date(2026, 1, 31))
    first, lying = open_package(home.data).release, (home.data / "crime_counts.csv.gz").read_bytes()
    add_month(home)
    add_month(home, "2026-02")
    assert restore(home.data, home.geodata, first) == first
    assert (home.data / "crime_counts.csv.gz").read_bytes() == lying
    assert check(home.data, home.geodata)


def test_release_that_is_not_kept_cannot_be_put_back(home: Any, digest: Callable[..., str]) -> None:
    before = digest(home.data)
    with pytest.raises(ReleaseNotFound, match="kept are none"):
        restore(home.data, home.geodata, "2024-01-00000000")
    assert digest(home.data) == before


def test_release_of_earlier_tables_is_refused_in_words(
    repo: Any, tmp_path: Any, digest: Callable[..., str]
) -> None:
    before = digest(repo / "data")
    with pytest.raises(TableBreaksContract, match="was made when the tables were others than today's"):
        restore(repo / "data", repo / "geodata", "2025-12-95649cb3")
    assert digest(repo / "data") == before


def add_one(home: Any, month: str) -> None:
    folder = home.street.parent / f"street-{month}"
    invented.write_month(folder, month, invented.usual_rows(month))
    add([folder], home.data, force_name=str(home.configuration))


def test_two_additions_at_once_are_both_there(home: Any) -> None:
    fork = multiprocessing.get_context("fork")
    both = [fork.Process(target=add_one, args=(home, month)) for month in ("2026-01", "2026-02")]
    for process in both:
        process.start()
    for process in both:
        process.join()
        assert process.exitcode == 0
    months = set(open_package(home.data).table("coverage").query("status == 'supplied'").month)
    assert {"2026-01", "2026-02"} <= months
    assert check(home.data, home.geodata)
