"""Which year is the latest whole one, and which earlier period stands beside a chosen one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from portal.domain.record.period import Period
from portal.measures.change import comparison_period, latest_complete_year, supplied_runs


def held(*periods: tuple[str, str]) -> Any:
    """A record that holds these runs of months and nothing of what lies between them."""
    months = [month for first, last in periods for month in Period(first, last).months]
    everything = list(Period(months[0], months[-1]).months)
    return SimpleNamespace(
        months=everything, supplied_months=months, vintage_of=dict.fromkeys(months, "2021")
    )


@pytest.mark.parametrize(
    ("runs", "year"),
    [
        ([("2023-01", "2025-12")], ("2025-01", "2025-12")),
        ([("2023-01", "2025-03")], ("2024-04", "2025-03")),
        # Months after a gap are newer and make no year.
        ([("2023-01", "2024-12"), ("2025-03", "2025-08")], ("2024-01", "2024-12")),
        ([("2020-01", "2020-12"), ("2022-01", "2023-06"), ("2025-03", "2026-01")], ("2022-07", "2023-06")),
        # Exactly twelve are a year.
        ([("2021-03", "2022-02"), ("2025-01", "2025-11")], ("2021-03", "2022-02")),
    ],
)
def test_latest_complete_year_is_the_last_twelve_months_in_a_row(
    runs: list[tuple[str, str]], year: tuple[str, str]
) -> None:
    assert latest_complete_year(held(*runs)) == Period(*year)


def test_without_a_whole_year_the_latest_run_stands_for_it() -> None:
    assert latest_complete_year(held(("2024-01", "2024-05"), ("2024-08", "2024-09"))) == Period(
        "2024-08", "2024-09"
    )


def test_a_gap_parts_two_runs() -> None:
    assert supplied_runs(held(("2024-11", "2025-02"), ("2025-04", "2025-04"))) == [
        Period("2024-11", "2025-02"),
        Period("2025-04", "2025-04"),
    ]


@pytest.mark.parametrize(
    ("runs", "chosen", "beside"),
    [
        # A whole year stands beside the one that ends the month before it begins.
        ([("2023-01", "2025-12")], ("2025-01", "2025-12"), ("2024-01", "2024-12")),
        ([("2023-01", "2025-12")], ("2024-06", "2025-05"), ("2023-06", "2024-05")),
        # That one may be the very first months held.
        ([("2024-01", "2025-12")], ("2025-01", "2025-12"), ("2024-01", "2024-12")),
        ([("2024-02", "2025-12")], ("2025-01", "2025-12"), None),
        # A gap is stepped over month by month.
        (
            [("2022-01", "2023-03"), ("2023-06", "2025-12")],
            ("2024-01", "2024-12"),
            ("2022-04", "2023-03"),
        ),
        # Two whole years beside two.
        ([("2020-01", "2025-12")], ("2024-01", "2025-12"), ("2022-01", "2023-12")),
        # A part of a year stands beside the same months of an earlier one.
        ([("2023-01", "2025-12")], ("2025-01", "2025-03"), ("2024-01", "2024-03")),
        (
            [("2023-01", "2024-01"), ("2024-04", "2025-12")],
            ("2025-01", "2025-03"),
            ("2023-01", "2023-03"),
        ),
        # Eighteen months never overlap the eighteen before.
        ([("2021-01", "2025-12")], ("2024-07", "2025-12"), ("2022-07", "2023-12")),
    ],
)
def test_comparison_period_is_the_nearest_earlier_one_of_the_same_seasons(
    runs: list[tuple[str, str]], chosen: tuple[str, str], beside: tuple[str, str] | None
) -> None:
    found = comparison_period(held(*runs), Period(*chosen))
    assert found == (Period(*beside) if beside else None)
