"""What was known of a month's crimes soon after and years later, counted a second time from the files."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from portal.services.counted.maturing import OPEN_OUTCOMES, month_index_of, ripening, settling, settling_table
from portal.services.library.library import Library


def outcomes_in(path: Path) -> Counter[str]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
        return Counter(row["Last outcome category"] for row in csv.DictReader(stream) if row["Crime ID"])


@pytest.mark.raw
def test_shares_equal_a_plain_count_of_both_copies(library: Library, sources: Path) -> None:
    found = ripening(library)
    assert found is not None
    assert (found.month, found.soon_on, found.late_on) == ("2018-12", "March 2019", "December 2021")
    name = f"{found.month}/{found.month}-devon-and-cornwall-street.csv.gz"
    soon = outcomes_in(sources / "alt" / "harleygn+crime-watch" / name)
    late = outcomes_in(sources / "police_uk" / name)
    assert found.crimes == late.total() == soon.total()
    rows = found.rows.set_index("outcome")
    for outcome in set(soon) | set(late):
        assert rows.soon_of_100[outcome] == pytest.approx(100 * soon[outcome] / soon.total())
        assert rows.late_of_100[outcome] == pytest.approx(100 * late[outcome] / late.total())


def test_sentence_names_the_month_its_crimes_and_both_days(library: Library) -> None:
    found = ripening(library)
    assert found is not None
    assert found.sentence.startswith(
        "Outcomes take years to settle. Of the 8,255 crimes of December 2018 in the whole force, "
    )
    assert found.sentence.endswith(" in December 2021.")
    assert found.still_open("soon") > found.still_open("late")


def test_month_of_copying_is_read_from_its_words() -> None:
    assert (
        month_index_of("July 2022 at the latest")
        == month_index_of("July 2022")
        == month_index_of("June 2022") + 1
    )


def test_table_holds_every_month_with_two_copies_and_each_copy_adds_up_to_its_crimes(
    library: Library,
) -> None:
    copies = library.outcome_copies
    assert copies is not None
    table = settling_table(library)
    assert set(table.month) == set(copies.month)
    crimes = library.outcomes.groupby("month").recorded_count.sum()
    for month, rows in table.groupby("month"):
        assert rows.soon_count.sum() == rows.late_count.sum() == crimes[month]
        assert rows.soon_of_100.sum() == pytest.approx(100)
        assert rows.late_of_100.sum() == pytest.approx(100)
        assert month_index_of(rows.soon_on.iloc[0]) < month_index_of(rows.late_on.iloc[0])
    assert len(settling(library)) == table.month.nunique()


def test_nothing_left_open_is_said_in_a_word_and_anything_else_in_figures(library: Library) -> None:
    found = ripening(library)
    assert found is not None
    assert "in the whole force" in found.sentence
    left = found.rows[found.rows.outcome.isin(OPEN_OUTCOMES)].late_count.sum()
    # Three of 8,255 are not none.
    assert found.sentence.endswith(f" and only {left} in all in December 2021.")
    settled = replace(found, rows=found.rows.assign(late_of_100=0.0, late_count=0))
    assert settled.sentence.endswith(" and none in December 2021.")
    unsettled = replace(found, rows=found.rows.assign(late_of_100=found.rows.soon_of_100))
    assert unsettled.sentence.endswith(f" and {found.still_open('soon'):.0f} in December 2021.")
