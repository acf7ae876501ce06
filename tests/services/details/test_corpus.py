"""The detector is held to its targets on invented messages, and to time on texts made to be slow."""

from __future__ import annotations

import csv
import statistics
import time
from pathlib import Path

import pytest

from bench.personal_details import (
    HALVES,
    LONGEST,
    MOST_FALSE_PCT,
    MOST_MS,
    NUMBERS,
    TARGETS,
    _times,
    read_half,
    score,
)
from portal.services.details.finding import find_details
from portal.services.details.folding import fold

CASES = Path(__file__).with_name("marked_cases.csv")


@pytest.mark.parametrize("half", HALVES)
def test_half_of_the_corpus_is_found_as_promised(half: str) -> None:
    got = score(read_half(half))
    assert got.recall_pct(*NUMBERS, "address") >= TARGETS["numbers and addresses"], got.missed
    assert got.recall_pct("name") >= TARGETS["names"], got.missed
    assert got.clean_marked_pct <= MOST_FALSE_PCT, got.wrong


def test_corpus_is_as_large_and_as_mixed_as_promised() -> None:
    halves = [read_half(half) for half in HALVES]
    assert all(len(half) >= 200 for half in halves)
    messages = [message for half in halves for message in half]
    assert len({message.message_id for message in messages}) == len(messages) >= 400
    assert len({message.text for message in messages}) == len(messages)
    kinds = {kind for message in messages for kind, *_ in message.pieces}
    assert kinds >= {*NUMBERS, "address", "name", "email", "handle"}
    assert sum(not message.pieces for message in messages) >= 200


def test_piece_of_another_kind_is_not_counted_as_found() -> None:
    """The measure itself: a phone number that was marked as something else would be missed."""
    message = read_half("written from the cases")[0].__class__(
        "x1", "ring 01632 960 001 now", (("plate", 5, 18),)
    )
    got = score((message,))
    assert (got.recall_pct("plate"), got.missed[0][1]) == (0, "plate")
    assert score((message.__class__("x2", "ring 01632 960 001 now", ()),)).clean_marked == 1


@pytest.mark.parametrize(
    "row",
    list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines())),
    ids=lambda row: row["text"][:30],
)
def test_case_is_marked_as_its_row_says(row: dict[str, str]) -> None:
    found = [f"{one.kind}={row['text'][one.start : one.end]}" for one in find_details(row["text"])]
    assert found == [part for part in row["marks"].split(";") if part]


def test_marks_point_into_the_text_as_it_was_written() -> None:
    text = "Ⅻ ﬁ 🙂 ring\u00a0０７７００\u2011９００\u2011１２３ e\u0301 or Zoe\u0308 \u200b"
    (phone,) = find_details(text)
    assert text[phone.start : phone.end] == "０７７００\u2011９００\u2011１２３"
    assert fold("\uff21\u2010\u00a0\u0661").text == "A- 1"


@pytest.mark.parametrize("letter", ["İ", "ß", "ŉ", "ǰ", "ﬃ", "\u1fb3", "㎏"])
def test_letter_that_grows_when_folded_does_not_move_the_marks(letter: str) -> None:
    text = f"{letter * 3} car AB12 CDE, 01632 960 001 {letter}"
    assert [text[one.start : one.end] for one in find_details(text)] == ["AB12 CDE", "01632 960 001"]


def test_accent_on_the_last_letter_belongs_to_the_mark() -> None:
    text = "I met Mr Invente\u0301, twice"
    assert [text[one.start : one.end] for one in find_details(text)] == ["Mr Invente\u0301"]


HOSTILE = (
    "1", "a", "a@", "A1 ", "0 ", "(", "Mr A", " ", "\n", "born ", "b. ", "Flat ", "12 ", "12 the ", "the ", "A ", "Aa ", "Aa, ",
    "at 1 ", "o", "1-", "1/", "1.", "0-", "/", "ref ", "ref 1 ", "plate ", "card ", "account ", "@", "@a", "a.", "a. ",
    "my name is ", "called ", "my neighbour ", "one two ", "AB ", "AB1", "1 2 ", "50.123, ", "12° ", "lat 1.234 ", "yours ",
    "from ", '"', "x-", "Dr. ", "一", "ا ", "12 a ", "Rose Cottage ", "Rose, ", "reg is ", "car A", "u/", "instagram is ",
    "number ", "number 1 ", "officer ", "he is the ", "a\u0301", "\u0301", "..", "dot ", "at dot ", "sort code ", "PC 1", "12/",
    "12 May ", "d.o.b. ", "1 Rose ", "police number ", "born first ", "zero ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_text_made_to_be_slow_grows_no_faster_than_its_length(piece: str) -> None:
    """Four times the text may take four times as long, with room for a busy machine; a catastrophe takes sixteen and more."""
    taken = []
    for length in (LONGEST // 4, LONGEST):
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        find_details(text)
        taken.append(time.process_time() - began)
    assert taken[1] < min(1.0, max(10 * taken[0], 0.1)), taken


def test_long_message_is_looked_through_in_time() -> None:
    """The bench holds the limit itself, on a quiet machine; here other tests run beside it."""
    assert statistics.median(_times()) < 2 * MOST_MS
