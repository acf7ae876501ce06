"""What a question about crime covers."""

import pytest

from portal.domain.record.crime import CRIME_TYPES, EARLIER_TYPES, NOT_NAMED, crime_words, types_in
from portal.errors import BadRequest


def test_there_are_fourteen_types_and_one_is_no_crime() -> None:
    assert len(CRIME_TYPES) == 14
    assert [t.slug for t in CRIME_TYPES if not t.is_crime] == ["anti-social-behaviour"]


@pytest.mark.parametrize("crime", ["all", "violence", "other"])
def test_no_total_holds_anti_social_behaviour(crime: str) -> None:
    assert "anti-social-behaviour" not in types_in(crime)


def test_the_two_groups_and_the_words_of_other_years_make_all_crime() -> None:
    other_years = tuple(crime_type.slug for crime_type in (*EARLIER_TYPES, NOT_NAMED))
    assert sorted(types_in("violence") + types_in("other") + other_years) == sorted(types_in("all"))


def test_unknown_type_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="use one of: all, violence, other, anti-social-behaviour"):
        types_in("jaywalking")


def test_anti_social_behaviour_is_called_an_incident() -> None:
    assert crime_words("anti-social-behaviour", 2) == "incidents of anti-social behaviour"
    assert crime_words("anti-social-behaviour", 1) == "incident of anti-social behaviour"
