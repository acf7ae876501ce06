"""What looks personal is marked with its kind; nothing is changed unless somebody asks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.services.details.finding import find_details, redact
from portal.services.details.kinds import KIND_WORDS


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("ring 01632 960 001 after six", "phone", "01632 960 001"),
        ("or +44 7700 900123", "phone", "+44 7700 900123"),
        ("invented.person@example.org wrote", "email", "invented.person@example.org"),
        ("it is EX16 6LT there", "postcode", "EX16 6LT"),
        ("it is ex166lt there", "postcode", "ex166lt"),
        ("NI is QQ 12 34 56 C", None, ""),
        ("NI is AB 12 34 56 C", "ni_number", "AB 12 34 56 C"),
        ("NHS 943 476 5919", "nhs_number", "943 476 5919"),
        ("NHS 943 476 5918", None, ""),
        ("car AB12 CDE", "plate", "AB12 CDE"),
        ("car A123 BCD", "plate", "A123 BCD"),
        ("paid with 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("paid with 4111 1111 1111 1112", None, ""),
        ("at 7 Invented Lane", "address", "7 Invented Lane"),
        ("by 12 old mill lane they shout", "address", "12 old mill lane"),
        ("opposite 7 Invented View", "address", "7 Invented View"),
        ("my ref is 4421 they said", "crime_reference", "4421"),
        ("a badge that lets you block a fire gate", None, ""),
        ("I met Mr Invented Person", "name", "Mr Invented Person"),
        ("somebody called Invented said", "name", "Invented"),
        ("he is a drug dealer", "accusation", "drug dealer"),
        ("On 12 March 2024 at 10:30, on the A361 near junction 27, 3 cars", None, ""),
    ],
)
def test_detail_is_marked_with_its_kind(text: str, kind: str | None, marked: str) -> None:
    details = find_details(text)
    assert [(detail.kind, text[detail.start : detail.end]) for detail in details] == (
        [(kind, marked)] if kind else []
    )


def test_redaction_replaces_what_was_chosen_and_only_that() -> None:
    text = "Ring 01632 960 001 or write to invented.person@example.org; he is a thief."
    details = find_details(text)
    assert [detail.kind for detail in details] == ["phone", "email", "accusation"]
    assert redact(text, details[:1]) == text.replace("01632 960 001", "[a phone number]")
    assert redact(text, ()) == text
    assert "he is a thief" in redact(text, details)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_spans_in_order_that_do_not_overlap(text: str) -> None:
    details = find_details(text)
    ends = [0]
    for detail in details:
        assert ends[-1] <= detail.start < detail.end <= len(text)
        assert detail.kind in KIND_WORDS
        ends.append(detail.end)


@pytest.mark.parametrize("letter", ["1", "a", "a@", "A1 ", "0 ", "(", "Mr A"])
def test_text_made_to_be_slow_is_not(letter: str) -> None:
    began = time.perf_counter()
    find_details(letter * 50_000)
    assert time.perf_counter() - began < 5
