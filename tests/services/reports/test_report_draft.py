"""The form, block by block: what is asked, what is refused, what is kept, and what a browser may hand back."""

from __future__ import annotations

import pytest

from portal.domain.reports.report import KINDS
from portal.domain.reports.report_checks import LIMITS
from portal.services.reports.draft import (
    ASKED,
    NAMES,
    Draft,
    change,
    go_back,
    go_on,
    mark,
    open_draft,
    read_draft,
    redact_all,
    to_form,
)

SECTORS = {"E07999001": "Upper Nowhere", "E07999002": "Lower Nowhere"}
ANSWERS = {
    "where": {"sector": "E07999001"},
    "words": {"public": "An invented lion.", "police_only": "At number 7."},
    "wanted": {"wanted": "Move it."},
    "contact": {"name": "Ada Example", "email": "ada@example.org", "phone": "01632 960 001"},
    "seen": {"may_publish": "yes", "show_name": ""},
}


def filled(**other: dict[str, str]) -> Draft:
    draft = open_draft("concern")
    while draft.step != "check":
        draft, faults = go_on(draft, (ANSWERS | other)[draft.step], SECTORS)
        assert not faults
    return draft


def test_form_asks_one_block_after_another_and_hides_the_name() -> None:
    draft, steps = open_draft("concern"), []
    while draft.step != "check":
        steps.append(draft.step)
        draft, _ = go_on(draft, ANSWERS[draft.step], SECTORS)
    assert steps == ["where", "words", "wanted", "contact", "seen"]
    form = to_form(draft)
    assert (form.kind, form.sector_code, form.words.police_only) == ("concern", "E07999001", "At number 7.")
    assert form.may_publish
    assert not form.show_name


def test_nothing_to_publish_is_not_asked_about_and_never_published() -> None:
    draft = filled(words={"public": "", "police_only": "At number 7."})
    assert draft.may_publish == ""
    assert not to_form(draft).may_publish


@pytest.mark.parametrize(
    ("step", "values", "field"),
    [
        ("where", {"sector": "E06000052"}, "sector"),
        ("words", {"public": "", "police_only": " \n"}, "words"),
        ("words", {"public": "x" * (LIMITS["public"] + 1), "police_only": ""}, "public"),
        ("words", {"public": "", "police_only": "\U0001f981" * 1_000_000}, "police_only"),
        ("wanted", {"wanted": "x" * (LIMITS["wanted"] + 1)}, "wanted"),
        ("contact", {"email": "not an address"}, "email"),
        ("contact", {"phone": "call me"}, "phone"),
        ("seen", {}, "may_publish"),
        ("seen", {"may_publish": "perhaps"}, "may_publish"),
    ],
)
def test_faulty_block_stays_open_with_what_was_typed(step: str, values: dict[str, str], field: str) -> None:
    draft = Draft("t" * 40, "concern", step=step, sector="E07999001", public="words")
    again, faults = go_on(draft, values, SECTORS)
    assert [fault.field for fault in faults] == [field]
    assert again.step == step
    typed = values.get(field, "") if field in LIMITS else getattr(again, field, "")
    assert getattr(again, field, typed)[:1000].strip() == typed[:1000].strip()


def test_change_leads_back_to_the_check_page_and_nothing_else_changes() -> None:
    draft = filled()
    for step in [step for step in ASKED if step != "check"]:
        opened = change(draft, step)
        assert opened.step == step
        back, faults = go_on(opened, {}, SECTORS)
        assert not faults
        assert back == draft
    assert change(draft, "receipt") == change(draft, "check") == draft


def test_words_to_publish_added_later_are_asked_about() -> None:
    draft = filled(words={"public": "", "police_only": "At number 7."})
    opened, _ = go_on(change(draft, "words"), {"public": "A lion.", "police_only": ""}, SECTORS)
    assert opened.step == "seen"
    assert not to_form(opened).may_publish
    assert go_on(opened, {"may_publish": "no"}, SECTORS)[0].step == "check"


def test_back_keeps_what_was_typed_and_ends_before_the_first_block() -> None:
    draft = Draft("t" * 40, "thanks", step="words")
    back = go_back(draft, {"public": "Thank you.", "police_only": "x"})
    assert (back.step, back.public, back.police_only) == ("where", "Thank you.", "x")
    assert go_back(back, {}) is None


def test_draft_a_browser_kept_comes_back_whole() -> None:
    draft = filled()
    assert read_draft({name: getattr(draft, name) for name in NAMES}, SECTORS) == draft


@pytest.mark.parametrize(
    "kept",
    [None, 7, "text", [], {}, {"token": "short", "kind": "concern"}, {"token": "t" * 40, "kind": "crime"}],
)
def test_what_is_no_draft_is_not_taken(kept: object) -> None:
    assert read_draft(kept, SECTORS) is None


def test_only_known_text_is_taken_from_a_browser() -> None:
    kept = {
        "token": "t" * 40,
        "kind": "concern",
        "step": "desk",
        "sector": "E1",
        "public": 7,
        "state": "closed",
    }
    draft = read_draft(kept | {"police_only": "a\u202eb\x00"}, SECTORS)
    assert draft == Draft("t" * 40, "concern", police_only="ab")


def test_answers_to_another_block_are_not_taken() -> None:
    draft, _ = go_on(
        open_draft("concern"), {"sector": "E07999001", "may_publish": "yes", "token": "x"}, SECTORS
    )
    assert draft.may_publish == ""
    assert len(draft.token) > 32


def test_marked_pieces_are_the_text_and_redaction_leaves_accusations_to_the_author() -> None:
    public = "\U0001f981 Ring 01632 960 001, he is a thief."
    pieces = mark(public)
    assert "".join(piece[0] for piece in pieces) == public
    assert [piece[2] for piece in pieces if piece[1]] == ["[a phone number]", ""]
    draft = Draft("t" * 40, "concern", public=public)
    assert redact_all(draft).public == "\U0001f981 Ring [a phone number], he is a thief."
    assert mark("nothing here") == []


def test_every_kind_has_a_form() -> None:
    for kind in KINDS:
        assert read_draft({"token": "t" * 40, "kind": kind}, SECTORS) == Draft("t" * 40, kind)
