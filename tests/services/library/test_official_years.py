"""Official totals stand beside ours, each with its source, and only where both are of the same twelve months."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from portal.domain.record.period import Period
from portal.services.library.library import Library
from portal.services.library.official_years import official_sentence, official_years


def counted(repo: Path, period: Period) -> int:
    """Crimes by the csv module, from what the coverage table says each month's file holds."""
    with (repo / "data" / "coverage.csv").open(encoding="utf-8") as stream:
        held = Counter({row["month"]: int(row["crime_count"] or 0) for row in csv.DictReader(stream)})
    return sum(held[month] for month in period.months)


def test_each_year_held_has_our_count_its_share_and_its_source(library: Library, repo: Path) -> None:
    years = {year.period: year for year in official_years(library)}
    held = [year for year in years.values() if year.held is not None]
    assert len(held) >= 5
    for year in held:
        assert year.held == counted(repo, year.period)
        assert year.share == pytest.approx(100 * year.held / year.official)
        assert 90 < 100 * (year.placed or 0) / year.held < 100
    assert all(year.source_title for year in years.values())
    assert years[Period("2016-01", "2016-12")].official == 81949
    assert years[Period("2024-04", "2025-03")].held_words == "not all its months are held"


def test_sentence_is_for_that_period_alone(library: Library) -> None:
    said = official_sentence(library, Period("2019-04", "2020-03"))
    assert said.startswith("The official figure for April 2019 to March 2020 is 100,529 (")
    assert said.endswith("of every 100 that it has.")
    assert not official_sentence(library, Period("2019-05", "2020-04"))
