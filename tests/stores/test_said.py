"""The numbers of "You said, they did" are what they say, hide few, and agree with what was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from invented_reports import Bureau, invented_form, key_of
from test_publishing import EDITOR, answered, put_out

from portal.domain.publishing.publication import Fact
from portal.domain.record.area import Area
from portal.services.publishing.publishing import unpublish
from portal.services.publishing.rates import (
    Moderation,
    counted,
    kinds,
    moderation,
    rates,
    typed_in,
    window_at,
)
from portal.services.publishing.redacting import mark_change, redact
from portal.services.publishing.said import Said, answered_sentences, changes
from portal.services.reports.follow import disagree, withdraw

NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
WINDOW = window_at(NOW)


def fact(days: float | None, author: str = "", **other: object) -> Fact:
    sent = datetime(2026, 3, 1, 12, tzinfo=UTC)
    answer = None if days is None else sent + timedelta(days=days)
    made = Fact("E07999001", "concern", "answered" if answer else "received", sent, answer,
                "answered" if answer else "", author, True, "", "", False, ())  # fmt: skip
    return replace(made, **other)


def test_window_is_the_year_before_the_time_to_answer() -> None:
    assert WINDOW.words == "Reports sent from 18 May 2025 to 17 May 2026."


def test_rates_by_hand() -> None:
    facts = [fact(0.5), fact(1), fact(2), fact(5), fact(14), fact(14.1), fact(30), *[fact(None)] * 3]
    in_time, median, disagreed = rates([*facts[:-1], fact(3, "not_sorted")], WINDOW)
    assert (in_time.numerator, in_time.denominator, in_time.shown) == (6, 10, "60%")
    assert (median.value, median.shown) == (14.0, "14 days or fewer")
    assert (disagreed.numerator, disagreed.denominator) == (None, 8)
    assert disagreed.withheld


def test_unanswered_count_as_waiting_longest() -> None:
    median = rates([*[fact(1)] * 5, *[fact(None)] * 5], WINDOW)[1]
    assert (median.value, median.shown) == (None, "half have no answer yet")
    assert rates([*[fact(1)] * 6, *[fact(None)] * 4], WINDOW)[1].shown == "1 day or fewer"


def test_disagreement_counts_the_authors_last_word() -> None:
    facts = [*[fact(1, "not_sorted")] * 3, *[fact(1, "sorted")] * 5, *[fact(1)] * 4, fact(None, "not_sorted")]
    disagreed = rates(facts, WINDOW)[2]
    assert (disagreed.numerator, disagreed.denominator, disagreed.shown) == (3, 12, "25%")
    assert disagreed.parts == "3 of 12. 4 authors have not said."


def test_nine_reports_have_no_rate_and_ten_have() -> None:
    assert [rate.value for rate in rates([fact(1)] * 9, WINDOW)] == [None] * 3
    assert [rate.value for rate in rates([fact(1)] * 10, WINDOW)] == [100.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("other", "stands"),
    [
        ({"submitted_at": WINDOW.last}, False),
        ({"submitted_at": WINDOW.last - timedelta(seconds=1)}, True),
        ({"submitted_at": WINDOW.first - timedelta(seconds=1)}, False),
        ({"state": "withdrawn", "first_answer_at": None}, False),
        ({"state": "withdrawn"}, True),
        ({"state": "erased"}, True),
    ],
)
def test_what_stands_in_a_window(other: dict, stands: bool) -> None:
    assert bool(counted([fact(1, **other)], WINDOW)) is stands


def test_typed_in_are_counted_apart_and_of_the_window_alone() -> None:
    edges = (
        WINDOW.first,
        WINDOW.last - timedelta(seconds=1),
        WINDOW.last,
        WINDOW.first - timedelta(seconds=1),
    )
    typed = [fact(1, submitted_at=at, is_typed=True) for at in edges]
    assert typed_in([*typed, fact(1)], WINDOW) == 2
    assert counted(typed, WINDOW) == []


def test_kinds_and_reasons_with_few_are_put_together() -> None:
    facts = [fact(1)] * 7 + [fact(1, kind="thanks")] * 3 + [fact(1, kind="question")] * 2
    assert kinds(facts, WINDOW) == [("A concern", "7"), ("Thanks, A question", "5")]
    facts = [fact(1, reason="names", publication="unpublished")] * 5 + [fact(1, redacted=("contact",))]
    (reason,) = moderation(facts, WINDOW.first).reasons
    assert reason[1] == "6"


def test_facts_of_the_store_are_what_was_done(bureau: Bureau) -> None:
    receipts = [answered(bureau) for _ in range(4)]
    silent = bureau.submit(invented_form(sector_code="", kind="correction"))
    put_out(bureau, receipts[0])
    disagree(bureau.reports, key_of(receipts[0]), 3)
    put_out(bureau, receipts[1])
    unpublish(bureau.publisher, EDITOR, receipts[1].reference, 3, "asked")
    redact(bureau.publisher, EDITOR, receipts[2].reference, 2, "public", "lion", "names")
    withdraw(bureau.reports, key_of(receipts[3]), 2)
    bureau.store.erase(receipts[0].reference, "operator", bureau.clock.at)
    facts = bureau.publisher.public.facts(bureau.clock.at - timedelta(days=99))
    assert silent.reference
    assert [(f.state, f.answer_days, f.author, f.publication, f.reason, f.redacted) for f in facts] == [
        ("erased", 3, "not_sorted", "published", "", ()),
        ("answered", 3, "", "unpublished", "asked", ()),
        ("answered", 3, "", "", "", ("names",)),
        ("withdrawn", 3, "", "", "", ()),
    ]
    counts = dict(moderation(facts, bureau.clock.at - timedelta(days=99)).decisions)
    assert counts["Published now"] == "none"


def told(facts: list[Fact]) -> Said:
    return Said(
        Area("E07999001", "Upper Nowhere", "sector", None), (), "", rates(facts, WINDOW), "Upper Nowhere", "", (),
        Moderation((), ()), (), WINDOW,
    )  # fmt: skip


def test_sentences_name_numerator_denominator_and_days() -> None:
    facts = [*[fact(2, "not_sorted")] * 3, *[fact(5)] * 8, *[fact(20)] * 2, fact(None)]
    assert answered_sentences(told(facts)) == (
        "Of 14 messages about Upper Nowhere sent from 18 May 2025 to 17 May 2026, 11 had an answer within 14 days (79%). "
        "Half of all had one within 5 days. Of the 13 answered or closed, 3 are not sorted, say their authors; "
        "10 authors have not said."
    )


def test_sentence_of_fewer_than_ten_gives_no_number_of_them() -> None:
    said = answered_sentences(told([fact(1)] * 9))
    assert said.startswith(
        "Fewer than 10 messages about Upper Nowhere were sent from 18 May 2025 to 17 May 2026"
    )
    assert "9" not in said.replace("2025", "").replace("2026", "")


def test_changes_are_the_newest_first_with_the_report_each_stands_below(bureau: Bureau) -> None:
    for words, days in (("A lock was fitted.", 0), ("A lamp was lit.", 40)):
        bureau.clock.pass_by(days=days)
        receipt = answered(bureau)
        mark_change(bureau.publisher, EDITOR, receipt.reference, 2, "made", words)
        put_out(bureau, receipt)
    found = changes(bureau.publisher.public.published())
    assert [one.mark.text for one in found] == ["A lamp was lit.", "A lock was fitted."]
    assert all(one.mark in one.report.marks for one in found)
