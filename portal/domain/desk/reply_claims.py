"""What an answer claims about crime that its reader could not check: numbers, trends, ranks and promises of safety.

Patterns, so a hint to a careful writer: an answer with a claim goes out once its writer says why it may. A number or a trend
that stands in one paragraph with its period and its source is no claim. How much is found is measured on
`tests/data/reply_figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.desk.claim_words import (
    ABOUT_CRIME,
    CANNOT_SAY,
    FIGURES,
    NOT_FIGURES,
    NOT_SAFETY,
    PARTICULAR,
    PERIODS,
    RANKS,
    SAFETY,
    SOURCES,
    TRENDS,
    VAGUE,
)

NUMBER, TREND, SAFE, AMOUNT, DIFFERS = "number", "trend", "safety", "amount", "differs"
WHY = {
    NUMBER: "A number about crime needs {lacks} in the same paragraph",
    TREND: "Up, down, more or less needs two numbers, {lacks}; often the record cannot say",
    SAFE: "Nobody can promise safety or rank places: the record does not show it",
    AMOUNT: "This is a number in words; it needs {lacks} in the same paragraph",
    DIFFERS: "The record held here has another number",
}
# Why an answer with a claim may go out all the same. The history keeps the key, never words of a person.
MAY_GO = {
    "own_case": "It is about this person's own case, not about crime in the area",
    "own_count": "It is our own count, and anybody who asks gets it",
    "repeats": "It repeats what the person wrote",
    "no_claim": "It says nothing about how much crime there is",
}


@dataclass(frozen=True)
class ReplyClaim:
    """A piece of an answer as it stands there, what kind of claim it looks like, and what it lacks."""

    piece: str
    kind: str
    why: str


@dataclass(frozen=True)
class HeldFigure:
    """The number of crimes recorded in one place in one year, as the desk shows it, with the sentence that may be put in."""

    place: str
    year: str
    value: float | None
    sentence: str


def find_claims(text: str, held: HeldFigure | None = None) -> tuple[ReplyClaim, ...]:
    """Every claim, in the order of the text, one for each sentence at most."""
    return tuple(
        claim for paragraph in re.split(r"\n\s*\n", text) for claim in _in_paragraph(paragraph, held)
    )


def find_figures(paragraph: str) -> list[str]:
    """The figures a paragraph quotes, as they stand there; what is counted of one case is none."""
    return [paragraph[start:end].strip() for start, end in _figures(paragraph)]


def _in_paragraph(paragraph: str, held: HeldFigure | None) -> Iterator[ReplyClaim]:
    lacks = " and ".join(
        what
        for what, pattern in (("the period it is for", PERIODS), ("where it comes from", SOURCES))
        if not pattern.search(paragraph)
    )
    for sentence in re.findall(r"(?:[^.!?]|[.!?](?=\S))+[.!?]*", paragraph):
        found = _in_sentence(sentence, lacks, held)
        if found:
            yield found


def _in_sentence(sentence: str, lacks: str, held: HeldFigure | None) -> ReplyClaim | None:
    """The plainest claim of one sentence. Saying that nobody can tell is none."""
    if CANNOT_SAY.search(sentence):
        return None
    for kind, piece in _pieces(sentence, held):
        if lacks or kind in (SAFE, DIFFERS):
            return ReplyClaim(piece.strip(), kind, WHY[kind].format(lacks=lacks))
    return None


def _pieces(sentence: str, held: HeldFigure | None) -> Iterator[tuple[str, str]]:
    other = _other_number(sentence, held)
    if other:
        yield DIFFERS, other
    safe = SAFETY.search(sentence)
    if safe and not NOT_SAFETY.search(sentence):
        yield SAFE, safe[0]
    for start, end in _figures(sentence):
        yield NUMBER, sentence[start:end]
    if not ABOUT_CRIME.search(sentence):
        return
    for kind, pattern in ((SAFE, RANKS), (TREND, TRENDS), (AMOUNT, VAGUE)):
        found = pattern.search(sentence)
        if found:
            yield kind, found[0]


def _figures(text: str) -> Iterator[tuple[int, int]]:
    blanked = NOT_FIGURES.sub(lambda found: " " * len(found[0]), text)
    for found in FIGURES.finditer(blanked):
        if not PARTICULAR.search(
            f"{blanked[max(0, found.start() - 60) : found.start()]}\0{blanked[found.start() : found.end() + 30]}"
        ):
            yield found.span()


_CRIMES = re.compile(
    r"\b(?P<about>about|around|some|nearly|almost|roughly)?\s*(?P<number>\d[\d,]*)\s+(?:[a-z]+\s+){0,2}?crimes?\b",
    re.I,
)


def _other_number(sentence: str, held: HeldFigure | None) -> str:
    """A number of crimes said of the held place and year that is not the one held, nor that one rounded."""
    if (
        held is None
        or held.value is None
        or held.place.casefold() not in sentence.casefold()
        or held.year not in sentence
    ):
        return ""
    for found in _CRIMES.finditer(sentence):
        said = int(found["number"].replace(",", "").replace(" ", ""))
        step = 10 ** (len(str(said)) - len(str(said).rstrip("0"))) if said else 1
        if said != round(held.value) and not (found["about"] and abs(said - held.value) <= step / 2):
            return found[0]
    return ""
