"""The figure check on answers written before it: it finds the claims and leaves clean numbers alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from portal.domain.desk.reply_claims import AMOUNT, DIFFERS, NUMBER, SAFE, TREND, HeldFigure, find_claims

ANSWERS = Path(__file__).parents[2] / "data" / "reply_figures"
HELD = HeldFigure("Mid Devon", "2025", 4275.0, "An invented sentence.")


def answers(name: str, is_claim: bool) -> list[str]:
    with (ANSWERS / name).open(encoding="utf-8", newline="") as file:
        return [row["answer"] for row in csv.DictReader(file) if (row["is_claim"] == "yes") == is_claim]


@pytest.mark.parametrize(("name", "number"), [("answers.csv", 30), ("written_after.csv", 20)])
def test_claims_are_found_and_clean_numbers_left_alone(name: str, number: int) -> None:
    claims, clean = answers(name, True), answers(name, False)
    assert (len(claims), len(clean)) == (number, number)
    missed = [text for text in claims if not find_claims(text, HELD)]
    warned = [text for text in clean if find_claims(text, HELD)]
    assert len(missed) <= 2, missed
    assert len(warned) <= 1, warned


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Crime here is down massively.", TREND),
        ("There is a third less crime now.", NUMBER),
        ("This is the safest town in Devon.", SAFE),
        ("Hardly any crime happens here.", AMOUNT),
        ("There were 5,000 crimes in Mid Devon in 2025 (source: data.police.uk).", DIFFERS),
    ],
)
def test_claim_is_told_by_its_kind(words: str, kind: str) -> None:
    assert [claim.kind for claim in find_claims(words, HELD)] == [kind]


def test_held_number_and_the_same_rounded_are_no_other_number() -> None:
    said = "{} crimes were recorded in Mid Devon in 2025, source: data.police.uk."
    assert find_claims(said.format("4,275"), HELD) == ()
    assert find_claims(said.format("About 4,300"), HELD) == ()
    assert find_claims(said.format("About 4,400"), HELD)
    assert find_claims(said.format("4,275"), HeldFigure("Mid Devon", "2025", None, "")) == ()
