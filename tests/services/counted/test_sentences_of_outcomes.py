"""What is said of outcomes: as known on which day, the oldest where there are several, and never an empty pair of brackets."""

from __future__ import annotations

import pytest

from portal.domain.record.area import Area
from portal.domain.record.period import Period
from portal.services.checking.quotable import QuoteAsked, quotable
from portal.services.counted.figure import figure
from portal.services.counted.profile import outcomes
from portal.services.counted.sentences import copied_words, known_sentence, outcomes_sentence
from portal.services.library.library import Library

YEAR = Period("2018-01", "2018-12")
HERE = Area("E07999001", "Upper Nowhere", "sector", None, "both")
DAYS = {
    ("July 2022",): "July 2022",
    ("",): "on a day that is not known",
    ("March 2019", "December 2021"): "the oldest is of March 2019, the newest of December 2021",
    ("", "March 2019"): "one is of March 2019, and one is of a day that is not known",
}


@pytest.mark.parametrize(("retrieved", "words"), DAYS.items())
def test_outcomes_name_the_day_of_copying_or_say_that_it_is_not_known(
    retrieved: tuple[str, ...], words: str
) -> None:
    assert copied_words(retrieved).endswith(words)
    for said in (outcomes_sentence(HERE, 12, retrieved), known_sentence(retrieved)):
        assert "()" not in said
        assert "  " not in said


def test_months_copied_on_different_days_are_added_up_with_the_oldest_day_named(library: Library) -> None:
    mid_devon = library.areas["E07000042"]
    parts = [
        outcomes(library, mid_devon, Period(*ends))
        for ends in (("2018-01", "2018-09"), ("2018-10", "2018-12"))
    ]
    whole = outcomes(library, mid_devon, YEAR)
    assert [part.retrieved for part in parts] == [("March 2019",), ("December 2021",)]
    assert whole.retrieved == ("March 2019", "December 2021")
    for outcome, count in whole.counts.items():
        assert count == sum(part.counts.get(outcome, 0) for part in parts)
    assert whole.crimes == sum(part.crimes for part in parts) == figure(library, "E07000042", YEAR).value
    quoted = quotable(library, QuoteAsked("outcomes", "E07000042", YEAR)).sentence
    assert "the oldest is of March 2019, the newest of December 2021" in quoted


def test_oldest_day_comes_first_whatever_the_order_of_the_months(library: Library) -> None:
    # 2019 began in a copy of December 2021 and went on in one of March 2020.
    year = outcomes(library, library.force, Period("2019-01", "2019-12"))
    assert year.retrieved == ("March 2020", "December 2021")
