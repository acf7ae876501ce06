"""What a release changed, as a reader reads it."""

from __future__ import annotations

from portal.services.library.library import Library
from portal.services.library.releases import ReleaseChange, change_sentence

ESTIMATE = "E07000042 2021-03 2022-02 all unrecorded"


def test_estimate_whose_middle_stayed_is_not_said_to_have_moved_from_a_number_to_itself(
    library: Library,
) -> None:
    said = change_sentence(ReleaseChange("figure_moved", ESTIMATE, 617.255559, 617.255559, None), library)
    assert said.endswith("the middle of the range is still 617; its ends or its label moved.")
    said = change_sentence(ReleaseChange("figure_moved", ESTIMATE, 617.2, 700.4, None), library)
    assert said.endswith("the middle of the range was 617 and is 700.")
