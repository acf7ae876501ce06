"""Which answers lead to the form at once: those that need no page of their own before it."""

from __future__ import annotations

from portal.domain.reports.triage import ANSWERS, FORM
from portal.services.writing.office import STRAIGHT


def test_whoever_has_to_be_told_where_else_to_turn_is_told_before_the_form() -> None:
    told_first = {one.answer_id for one in ANSWERS if one.needs or one.leads_to != FORM}
    assert told_first
    assert STRAIGHT
    assert not told_first & set(STRAIGHT)
