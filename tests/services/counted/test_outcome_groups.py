"""Every published outcome is in one group a reader can tell apart, new wording too."""

import pytest

from portal.domain.record.outcome import NEW_WORDS, NOTHING_YET, OUTCOME_GROUPS, SETTLED, group_of
from portal.services.library.library import Library


def test_every_outcome_held_is_in_a_known_group(library: Library) -> None:
    held = {str(outcome) for outcome in library.outcomes.outcome}
    assert len(held) > 10
    assert {group_of(outcome) for outcome in held} <= set(OUTCOME_GROUPS)


@pytest.mark.parametrize(
    "words", ["Sent to the invented tribunal", "under investigation", "Offenders given a map"]
)
def test_wording_that_is_new_is_a_group_of_its_own(words: str) -> None:
    assert group_of(words) == NEW_WORDS
    assert NEW_WORDS not in OUTCOME_GROUPS


def test_nothing_given_is_no_result_and_a_person_dealt_with_is_settled() -> None:
    assert group_of("") == NOTHING_YET
    assert group_of("Offender given an invented order") == SETTLED
