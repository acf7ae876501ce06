"""The rules of the short texts on a closed card: alike in length for every side, exact where they quote, never cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.domain.record.modality import hedges, lost
from portal.domain.record.statement import READING_WORDS, SHORT_WORDS, verdict_in

READINGS = ("short_agreed", "short_disputed", "short_unknown")
_QUOTED = re.compile("“([^”]*)”")
_CUT_OFF = ("…", "...")


def faults_of_short(text: str, quote: str, summary: str) -> Iterator[str]:
    """What is wrong with the short text of a statement that has this quotation and this summary."""
    yield from _too_long(text, SHORT_WORDS)
    for words in _QUOTED.findall(text):
        if words.casefold() not in quote.casefold():
            yield f"quotes '{words}', which is not in the column 'quote'; quote it exactly or use your own words"
    if word := verdict_in(_QUOTED.sub("", text)):
        yield f"holds '{word}', which judges; say what was said or found"
    # May and if are kept from the summary too: without them a short text turns a doubt into a fact.
    doubts = {"possible", "conditional"} & set(hedges(summary)) - set(hedges(text))
    for kind in (*lost(quote, text), *sorted(doubts)):
        yield f"is surer than its row, which is {kind}; keep may, if, few or about as the speaker did"


def faults_of_reading(text: str, whole: str) -> Iterator[str]:
    """What is wrong with the short form of one list of an exchange; `whole` is the list."""
    yield from _too_long(text, READING_WORDS)
    if word := verdict_in(_QUOTED.sub("", text)):
        yield f"holds '{word}', which judges; say what was said or found"
    if whole and not text:
        yield "is empty, but the list is not; the card would say that there is none"


def _too_long(text: str, limit: int) -> Iterator[str]:
    count = len(text.split())
    if count > limit:
        yield f"has {count} words; at most {limit} fit the card"
    if text.endswith(_CUT_OFF):
        yield "ends in dots; a text that is cut loses its 'but', so end the sentence"
