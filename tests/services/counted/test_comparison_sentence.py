"""What was recorded in the earlier period is said with its rate, where it has one."""

from __future__ import annotations

from dataclasses import replace

from portal.measures.change import comparison_period, latest_complete_year
from portal.services.counted.figure import figure
from portal.services.counted.sentences import VISITORS, comparison_sentence, first_caveats
from portal.services.library.library import Library


def test_an_earlier_period_is_given_with_its_rate_where_it_has_one(library: Library) -> None:
    year = latest_complete_year(library.record)
    before = comparison_period(library.record, year)
    assert before
    shown, earlier = (figure(library, library.default_area.code, each) for each in (year, before))
    assert earlier.per_1000 is not None
    said = comparison_sentence(shown, earlier, ())
    assert f"{earlier.per_1000:.1f}" in said
    assert "for every 1,000" in said
    assert "for every 1,000" not in comparison_sentence(shown, replace(earlier, per_1000=None), ())


def test_a_record_that_changed_between_forbids_reading_the_difference_and_an_unchanged_one_does_not(
    library: Library,
) -> None:
    year = latest_complete_year(library.record)
    before = comparison_period(library.record, year)
    assert before
    shown, earlier = (figure(library, library.default_area.code, each) for each in (year, before))
    changed = "does not show whether crime rose or fell"
    assert changed not in comparison_sentence(shown, earlier, ())
    told = comparison_sentence(shown, earlier, ("Something was counted anew.",), ("People stayed at home.",))
    assert (
        told.index(changed) < told.index("Something was counted anew.") < told.index("People stayed at home.")
    )


def test_first_edition_told_of_visitors_beside_every_rate_but_the_whole_force_s(library: Library) -> None:
    sector = next(area for area in library.areas.values() if area.level == "sector")
    assert VISITORS in first_caveats(sector, "all", True)
    assert VISITORS not in first_caveats(sector, "all", False)
    assert VISITORS not in first_caveats(library.areas[library.force.code], "all", True)
