"""What is said of outcomes: as known on which day, and never an empty pair of brackets."""

from portal.domain.record.area import Area
from portal.services.counted.sentences import outcomes_apart, outcomes_sentence

HERE = Area("E07999001", "Upper Nowhere", "sector", None, "both")


def test_outcomes_name_the_day_of_copying_or_say_that_it_is_not_known() -> None:
    assert "(July 2022)" in outcomes_sentence(HERE, 12, "July 2022")
    unknown = outcomes_sentence(HERE, 12, "")
    assert "(on a day that is not known)" in unknown
    assert "()" not in unknown
    assert "(July 2022; not known)" in outcomes_apart(("July 2022", ""))
