"""Months and periods."""

import pytest

from portal.domain.record.period import Period, month_at, month_index
from portal.errors import BadRequest


def test_period_counts_both_ends() -> None:
    assert Period("2021-11", "2022-02").months == ("2021-11", "2021-12", "2022-01", "2022-02")


@pytest.mark.parametrize(
    "text", ["2025-13", "2025-00", "2025", "25-01", "2025-1", "", "2025-01-01", "٢٠٢٥-٠١"]
)
def test_anything_but_a_month_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="is not a month"):
        month_index(text)


def test_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadRequest, match="swap the two months"):
        Period("2025-02", "2025-01")


@pytest.mark.parametrize("month", ["2010-12", "2025-01", "2025-12"])
def test_month_and_its_index_are_one(month: str) -> None:
    assert month_at(month_index(month)) == month


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period("2025-05", "2025-05"), "May 2025"),
        (Period("2025-01", "2025-12"), "January to December 2025"),
        (Period("2021-03", "2022-02"), "March 2021 to February 2022"),
    ],
)
def test_period_reads_as_a_person_would_say_it(period: Period, words: str) -> None:
    assert period.words == words


def test_midpoint_of_a_calendar_year_is_the_first_of_july() -> None:
    assert Period("2025-01", "2025-12").midpoint.isoformat() == "2025-07-01"


def test_midpoint_of_one_month_is_in_it() -> None:
    assert Period("2025-05", "2025-05").midpoint.isoformat() == "2025-05-15"
