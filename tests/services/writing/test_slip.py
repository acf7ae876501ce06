"""What a browser keeps between two plain steps, and what each press makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.errors import StoreUnavailable
from portal.services.library.library import Library
from portal.services.writing import slip as slips
from portal.services.writing.office import Office
from portal.services.writing.slip import Slip, as_text, begin, from_text, press, where_to

NOW = 1_800_000_000.0
MID_DEVON = "E07000042"


def down(*_: object):
    raise StoreUnavailable("the database cannot be reached")


@pytest.fixture(scope="module")
def office(library: Library) -> Office:
    return Office(library, False, "", down, down)


def opened(answer: str = "concern", sector: str = MID_DEVON) -> Slip:
    begun = begin(answer, sector, NOW)
    assert begun
    return begun[0]


def pressed(office: Office, slip: Slip, step: str, act: str, **values: str) -> tuple[Slip, str]:
    after, page = press(office, slip, step, act, values, NOW)
    assert after
    return after, page


def test_slip_comes_back_as_it_was_and_anything_else_is_none(office: Office) -> None:
    slip, _ = pressed(office, opened(), "where", "next", sector=MID_DEVON)
    slip, _ = pressed(office, slip, "words", "next", police_only="A lion.\n“So”. \U0001f981")
    assert from_text(as_text(slip), office) == slip
    assert from_text("", office) is None
    # Of an edition that kept other things, what is still known is taken.
    older = as_text(slip).replace('"looked"', '"seen_before"')
    assert from_text(older, office) == replace(slip, looked="")


@pytest.mark.parametrize("answer", ["danger", "crime", "sexual-violence", "council", "complaint"])
def test_answer_that_is_not_for_here_never_reaches_the_form(office: Office, answer: str) -> None:
    slip = opened(answer)
    for act in ("write", "next", "send", "change:words", "find", ""):
        after, page = pressed(office, slip, slips.ANSWER, act)
        assert page == slips.ANSWER
        assert after.draft is None
    assert where_to(slip, "words", office.sectors) == slips.ANSWER
    assert begin("everything", "", NOW) is None


def test_step_before_which_something_is_missing_leads_to_what_is_missing(office: Office) -> None:
    slip = opened(sector="")
    assert where_to(slip, "check", office.sectors) == "where"
    slip, _ = pressed(office, slip, "where", "next", sector=MID_DEVON)
    assert where_to(slip, "check", office.sectors) == "words"
    slip, _ = pressed(office, slip, "words", "next", public="A lion.")
    assert where_to(slip, "check", office.sectors) == "seen"
    assert where_to(slip, "contact", office.sectors) == "contact"
    # What there is nothing to ask of leads on to the open step.
    assert where_to(slip, "joins", office.sectors) == "wanted"
    assert where_to(replace(slip, sent=True), "words", office.sectors) == slips.RECEIPT


def test_words_that_point_to_a_person_stop_their_author_once(office: Office) -> None:
    slip, _ = pressed(office, opened(), "where", "next", sector=MID_DEVON)
    slip, page = pressed(office, slip, "words", "next", public="Ring 01632 960 001.")
    assert page == "words"
    slip, page = pressed(office, slip, "words", "next", public="Ring 01632 960 001.")
    assert page == "wanted"
    slip, page = pressed(office, slip, "words", "next", public="Ring 01632 960 002.")
    assert page == "words"


def test_change_begun_at_one_step_is_no_change_of_another(office: Office) -> None:
    slip = opened()
    for step, values in (("where", {"sector": MID_DEVON}), ("words", {"police_only": "A lion."})):
        slip, _ = pressed(office, slip, step, "next", **values)
    slip, page = pressed(office, slip, "check", "change:contact")
    assert page == "contact"
    # Gone back with the browser instead, and on from there: the next step, not the check.
    _, page = pressed(office, slip, "words", "next", police_only="A lion.")
    assert page == "wanted"
    _, page = pressed(office, slip, "contact", "next")
    assert page == "check"


def test_press_that_a_step_does_not_offer_changes_nothing(office: Office) -> None:
    slip = opened()
    for act in ("send", "amended", "change:check", "change:nothing", "next next", ""):
        after, page = pressed(office, slip, "where", act)
        assert after.draft == slip.draft
        assert page == "where"


def test_text_too_long_is_not_lost_by_going_back(office: Office) -> None:
    slip, _ = pressed(office, opened(), "where", "next", sector=MID_DEVON)
    after, page = pressed(office, slip, "words", "back", public="lion " * 600)
    assert page == "words"
    assert [fault.field for fault in slips.faults_at(after, "words", office.sectors)] == ["public"]
    after, page = pressed(office, slip, "words", "back", public="lion")
    assert page == "where"
    assert after.draft
    assert after.draft.public == "lion"
