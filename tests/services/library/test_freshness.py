"""Readers see how old the newest month is, and against how many months the months held are counted."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.record.period import month_at, month_index, month_words
from portal.services.library.freshness import freshness, lasting_words
from portal.services.library.library import Library
from portal.tables.looked import LastLook


@pytest.fixture
def last(library: Library) -> str:
    return library.record.supplied_months[-1]


def day_after(month: str, months: int) -> date:
    return date.fromisoformat(f"{month_at(month_index(month) + months)}-27")


def test_months_count_up_to_what_must_be_published_by_now_and_not_to_the_last_one_held(
    library: Library, last: str
) -> None:
    first = min(library.record.status_of)
    fresh = freshness(library, day_after(last, 11))
    assert fresh.age == 11
    assert fresh.published_to == month_at(month_index(last) + 8)
    assert fresh.published == month_index(last) + 8 - month_index(first) + 1
    assert fresh.age_words.endswith("11 months ago.")
    held = len(library.record.supplied_months)
    assert fresh.held_words.startswith(f"{held} of about {fresh.published} months published by now are held")
    assert "Newer months have probably been published" in fresh.behind_words


@pytest.mark.parametrize("months", [1, 2, 3])
def test_data_no_older_than_the_usual_delay_are_not_called_old(
    library: Library, last: str, months: int
) -> None:
    fresh = freshness(library, day_after(last, months))
    assert fresh.published_to == last
    assert not fresh.behind_words


def test_month_that_is_held_back_is_named_without_its_file(library: Library, last: str) -> None:
    looked = LastLook(
        "2026-03-20", "2026-03-20", "2026-02", {"2026-02": "2026-02-nowhere-street.csv: broken"}
    )
    said = freshness(library, day_after(last, 3), looked).looked_words
    assert said == (
        "We last looked for newer months on 20 March 2026. February 2026 is held back, because its file is damaged or unlike "
        "those of other months."
    )
    assert (
        freshness(library, day_after(last, 3)).looked_words == "No look for newer months is on record here."
    )


def test_words_of_a_file_do_not_change_with_the_day_and_name_the_month_from_which_newer_ones_are_due(
    library: Library, last: str
) -> None:
    assert lasting_words("2025-12") == (
        "The newest month held is December 2025. police.uk publishes a month about two months after its end, so from April "
        "2026 on newer months have probably been published there."
    )
    # The same month from which a page calls the data behind.
    assert not freshness(library, day_after(last, 3)).is_behind
    assert freshness(library, day_after(last, 4)).is_behind
    assert f"from {month_words(month_at(month_index(last) + 4))} on" in lasting_words(last)
