"""Claim cards compute from the tables, carry no verdict, and read as schema.org ClaimReview."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import comb

import pandas as pd
import pytest

from portal.domain.record.inspection import ONLY_READ
from portal.domain.record.statement import verdict_in
from portal.errors import BadRequest
from portal.services.both_sides.claim_findings import (
    NOT_COMPUTED,
    ClaimBasis,
    _middle_of_range,
    _named,
    exact_range,
)
from portal.services.both_sides.claim_review import claim_review
from portal.services.both_sides.claim_sentences import SENTENCE_WORDS, filled
from portal.services.both_sides.claims import Claim, claims, finding_line
from portal.services.library.library import Library
from portal.services.library.thread_tables import thread_rows

# What schema.org/ClaimReview, Claim and Rating know, as far as we use them, and the type each value must have.
VOCABULARY = {
    "ClaimReview": {"url", "claimReviewed", "datePublished", "inLanguage", "author", "itemReviewed",
                    "reviewBody", "citation", "temporalCoverage"},
    "Claim": {"author", "datePublished", "appearance", "firstAppearance"},
    "Organization": {"name", "url"}, "Person": {"name"}, "CreativeWork": {"name", "url"},
}  # fmt: skip
REQUIRED = {
    "ClaimReview": {"url", "claimReviewed", "datePublished", "author", "itemReviewed"},
    "Claim": {"author", "datePublished", "appearance"},
}


def by_id(library: Library) -> dict[str, Claim]:
    return {claim.claim_id: claim for claim in claims(library)}


def chance_of_at_most(count: int, of: int, share: float) -> float:
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(count + 1))


@pytest.mark.parametrize(("count", "of"), [(19, 117), (19, 113), (10, 12)])
def test_range_is_the_exact_binomial_one(count: int, of: int) -> None:
    """At its ends, what was seen or beyond has a chance of exactly 2.5%: the definition, worked out term by term."""
    low, high = (end / 100 for end in exact_range(count, of))
    assert chance_of_at_most(count, of, high) == pytest.approx(0.025, abs=1e-6)
    assert 1 - chance_of_at_most(count - 1, of, low) == pytest.approx(0.025, abs=1e-6)


def test_every_row_of_the_table_is_a_card_oldest_first(library: Library) -> None:
    assert len(claims(library)) == len(by_id(library)) == len(thread_rows(library, "claims")) > 0
    said = [card.said_on.ljust(10, "~") for card in claims(library)]
    assert said == sorted(said)


def test_every_card_starts_with_one_sentence_that_can_be_printed(library: Library) -> None:
    """Under 45 words, with a year, and whose figure it is; no gap left and nothing that judges."""
    assert len(claims(library)) >= 10
    for card in claims(library):
        assert card.lead == card.sentence != ""
        assert len(card.sentence.split()) < SENTENCE_WORDS, card.claim_id
        assert not re.search(r"[{}]", card.sentence), card.claim_id
        assert re.search(r"20\d\d", card.sentence), card.claim_id
        assert re.search(r"[Ii]nspector|force|ONS|site's own", card.sentence), card.claim_id
        assert verdict_in(card.sentence) == "", card.claim_id
        assert card.finding != NOT_COMPUTED


def test_no_number_of_a_sentence_is_typed_but_years_and_counts_of_words(library: Library) -> None:
    for row in thread_rows(library, "claims"):
        typed = re.sub(r"\{[^}]*\}|20\d\d(/\d\d|-\d\d)?|per 1,000|in 100", "", row["sentence"])
        assert not re.search(r"\d", typed), (row["claim_id"], typed)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("{A16 missing} ({A16 missing-range})", "18 (17 to 20)"),
        ("{A21 missing} ({A21 missing-range})", "16 (13 to 19)"),
        ("{A21 yearly-range}", "14,800 to 23,300"),
        ("{A29 recorded}, {A29 missing}", "94.8, 5.2"),
        ("{T82 reported A21}", "65 to 70"),
        ("{T90 change} {T90 count} {T90 rate}", "11.7 121,028 66.4"),
    ],
)
def test_gaps_are_filled_as_the_evidence_prints_them(library: Library, sentence: str, said: str) -> None:
    assert filled(sentence, library) == said


@pytest.mark.parametrize(
    "gap", ["A99 missing", "A16 colour", "A20 recorded", "T82 count", "nowhere 2025-01 2025-12 rate", "",
            "E07000042 2024-01 2024-12 rate"],
)  # fmt: skip
def test_gap_that_cannot_be_filled_is_named_and_never_guessed(library: Library, gap: str) -> None:
    with pytest.raises(BadRequest, match="fills nothing|no area has"):
        filled(f"{{{gap}}} crimes", library)


def test_card_zero_gives_both_counts_with_their_ranges_and_what_was_found_since(library: Library) -> None:
    card = by_id(library)["one-in-five"]
    for of, done in ((117, 98), (113, 94)):
        low, high = exact_range(of - done, of)
        assert f"{low:.0f} to {high:.0f} of 100 ({done} of {of} recorded)" in card.finding
    assert "if the first thirteen forces represent all forces" in card.conditioned_on
    said = " ".join(line.sentence for line in card.evidence)
    assert "16.8 and 20.2 of 100" in said
    assert "13.0 and 19.0 of 100" in said
    assert any("no audit was of a sector" in text for text in card.cannot_be_known)


def test_cards_follow_the_table(library: Library) -> None:
    """Another count in the audits table gives another card; nothing is typed."""
    rows = library.audit_rows.copy()
    rows.loc[rows.audit_id == "A05", "recorded_count"] = 60
    rows.loc[rows.audit_id == "A21", "unrecorded_per_year"] = 9450
    other = by_id(replace(library, audit_rows=rows))
    low, high = exact_range(57, 117)
    assert f"{low:.0f} to {high:.0f} of 100 (60 of 117 recorded)" in other["one-in-five"].finding
    assert "One in five is not inside both" in other["one-in-five"].finding
    assert other["18-900-crimes"].finding.startswith("9,450 is the middle of a range")
    assert "estimated 9,450 unrecorded crimes" in other["18-900-crimes"].sentence


def test_targeted_sample_gets_no_range(library: Library) -> None:
    line = next(one for one in by_id(library)["18-900-crimes"].evidence if "3 of 23" in one.sentence)
    assert " between " not in line.sentence


def test_absent_rate_is_said_and_never_filled(library: Library) -> None:
    lines = [line.sentence for line in by_id(library)["93-4-per-cent"].evidence]
    assert any(line.startswith("No rate was measured or published") for line in lines)


def test_confidence_level_of_published_intervals_is_never_named(library: Library) -> None:
    for card in claims(library):
        for line in card.evidence:
            if "as published" in line.sentence:
                assert "95" not in line.sentence.replace("95.8", "")


def test_cards_pass_no_judgement(library: Library) -> None:
    for card in claims(library):
        ours = (card.sentence, card.finding, card.conditioned_on, *card.cannot_be_known)
        assert [verdict_in(text) for text in (*ours, *(line.sentence for line in card.evidence))] == [""] * (
            len(ours) + len(card.evidence)
        )


def test_claim_review_is_the_shape_schema_org_describes(library: Library) -> None:
    for card in claims(library):
        review = json.loads(json.dumps(claim_review(card, "https://example.org/", "On the Record")))
        assert review["@context"] == "https://schema.org"
        assert review["@type"] == "ClaimReview"
        assert_known(review)
        assert review["url"] == f"https://example.org/claim/{card.claim_id}"
        assert len(review["claimReviewed"]) <= 75
        assert "rating" not in json.dumps(review).casefold()
        assert review["reviewBody"].startswith(card.sentence)


def test_claim_review_names_who_said_it_and_nobody_else(library: Library) -> None:
    authors = {
        card.claim_id: claim_review(card, "https://example.org", "On the Record")["itemReviewed"]["author"]
        for card in claims(library)
    }
    assert authors["among-the-safest"] == {"@type": "Person", "name": "Jim Colwell"}
    assert authors["81-5-per-cent"] == {"@type": "Organization", "name": "HMIC"}
    assert authors["one-in-five"] == {"@type": "Organization", "name": "Somerset County Gazette"}


def assert_known(node: dict) -> None:
    kind = node["@type"]
    keys = set(node) - {"@type", "@context"}
    assert keys <= VOCABULARY[kind], kind
    assert REQUIRED.get(kind, set()) <= keys, kind
    for key, value in node.items():
        assert value not in ("", None, []), (kind, key)
        if key == "datePublished":
            assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value)
        if key == "url":
            assert value.startswith("http")
        if isinstance(value, dict):
            assert_known(value)


def test_exact_range_reaches_the_end_where_all_or_none_were_found() -> None:
    # One draw of ten: 0.025 ** (1 / 10) is the chance that all ten are found.
    end = 100 * 0.025 ** (1 / 10)
    assert exact_range(10, 10) == pytest.approx((end, 100.0))
    assert exact_range(0, 10) == pytest.approx((0.0, 100 - end))


def test_re_inspection_is_called_one_and_an_inspection_is_not(library: Library) -> None:
    named = {each["title"]: _named(each) for each in library.inspections.to_dict("records")}
    again = [words for title, words in named.items() if "re-inspection" in title]
    assert again
    assert all(words.startswith("re-inspection of ") for words in again)
    others = [words for title, words in named.items() if "re-inspection" not in title]
    assert others
    assert all(words.startswith("inspection of ") for words in others)


def test_a_finding_by_itself_is_a_sentence_to_print(library: Library) -> None:
    """No row number, no word to ourselves, no condition that stands elsewhere; and what is no rate says what it is."""
    held = {row["inspection_id"]: row for row in library.inspections.to_dict("records")}
    said = {
        row["audit_id"]: finding_line(row, held.get(row["inspection_id"])).sentence
        for row in library.audit_rows.to_dict("records")
    }
    for sentence in said.values():
        assert not re.search(r"\b[ASCK]\d\d\b|condition above|Do not|NOT ", sentence), sentence
    assert said["A02"].startswith(
        "If the thirteen forces stand for every force and every crime type, 20 of 100"
    )
    assert said["A18"].startswith("Cancelling recorded crimes was found good")
    assert said["A30"].startswith("19.5 of 100 were not recorded")
    assert "48.1 of 100 crimes found inside reports of anti-social behaviour were not recorded" in said["A31"]
    assert not any(said[other].startswith("No rate") for other in ("A06", "A10", "A18", "A32"))


def test_a_day_that_was_not_read_is_not_printed() -> None:
    audit = dict.fromkeys(("source_title", "source_url", "seen", "area", "note"), "") | {
        "measure": "classification", "reason": "Not a recording rate."}  # fmt: skip
    inspection = {
        "title": "Report",
        "published_on": "2014-11-01",
        "note": ONLY_READ.format(known="November 2014"),
    }
    assert finding_line(audit, inspection).when == "Report, published November 2014"
    assert finding_line(audit, inspection | {"note": ""}).when == "Report, published 1 November 2014"


def test_another_rate_is_said_to_have_been_found_later_only_where_one_was(library: Library) -> None:
    rows = {row["audit_id"]: row for row in library.audit_rows.to_dict("records")}
    basis = ClaimBasis((rows["A16"], rows["A17"]), None, library)
    assert _middle_of_range(basis).endswith(" A later inspection found another rate.")
    until_2017 = replace(library, audit_rows=library.audit_rows[library.audit_rows.audit_id < "A19"])
    earlier = ClaimBasis(basis.audits, None, until_2017)
    assert "later inspection" not in _middle_of_range(earlier)
    # An earlier rate that differs is none that was found later.
    before = pd.DataFrame(
        [{**rows["A16"], "audit_id": "A00", "inspection_id": "hmic-2014", "recorded_pct": 70.0}]
    )
    with_one = replace(library, audit_rows=pd.concat([until_2017.audit_rows, before], ignore_index=True))
    assert "later inspection" not in _middle_of_range(ClaimBasis(basis.audits, None, with_one))
