"""Official totals stand beside ours, each with its source, and only where both are of the same twelve months."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from portal.domain.record.period import Period
from portal.services.checking.card import card
from portal.services.counted.figure import figure
from portal.services.counted.question import Question
from portal.services.files.area_file import area_file
from portal.services.library.library import Library
from portal.services.library.official_years import official_sentence, official_years
from portal.services.library.selection import Selection


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


def test_sentence_is_for_that_period_and_elsewhere_names_the_nearest_year_that_has_a_figure(
    library: Library,
) -> None:
    said = official_sentence(library, Period("2019-04", "2020-03"))
    assert said.startswith("The official figure for April 2019 to March 2020 is 100,529 (")
    assert said.endswith("of every 100 that it has.")
    near = official_sentence(library, Period("2025-01", "2025-12"))
    assert near.startswith("No official figure is held for exactly these months.")
    assert "April 2021 to March 2022, it is about 101,300 (" in near
    assert "94.7 of every 100" in near


def test_official_figure_stands_with_the_forces_count_of_all_crime_and_with_no_other(
    library: Library,
) -> None:
    year = Period("2016-01", "2016-12")
    force, said = library.force.code, official_sentence(library, year)
    assert "81,949" in said
    assert said in figure(library, force, year).caveats
    assert said not in figure(library, force, year, "violence").caveats
    assert said not in figure(library, "E07000042", year).caveats
    card_of_it = card(library, Question(force, year), "https://example.org", date(2026, 11, 27))
    assert said in card_of_it.figure.caveats
    assert said in area_file(library, Selection(force, year, "all", "recorded", "sector")).caveats
