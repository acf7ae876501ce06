"""How much of what is personal the detector finds, and how often it marks what is not: by kind, for each half of a corpus.

The corpus stands in tests/data/personal_details; its README says who wrote which half, and when.
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench.measured import Found, Line
from portal.services.details.finding import find_details

CORPUS = Path(__file__).parents[1] / "tests" / "data" / "personal_details"
HALVES = {"written from the cases": "written_from_the_cases.csv", "written unseen": "written_unseen.csv"}
NUMBERS = ("phone", "postcode", "plate", "birth", "account", "collar", "coordinates", "crime_reference")
TARGETS = {"numbers and addresses": 95.0, "names": 85.0}
MOST_FALSE_PCT = 2.0
LONGEST, MOST_MS = 5_000, 50.0
# The corpus does not tell a card from an account.
SAME = {"card": "account"}


@dataclass(frozen=True)
class Message:
    """One message of the corpus: its pieces as (kind, first place, place after the last)."""

    message_id: str
    text: str
    pieces: tuple[tuple[str, int, int], ...]


@dataclass
class Score:
    """What was found in one half. A piece counts when marks of its kind cover all its letters and digits."""

    found: Counter[str] = field(default_factory=Counter)
    pieces: Counter[str] = field(default_factory=Counter)
    # Marks that touch no piece at all, by kind, over all messages.
    false_marks: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    clean_marked: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def recall_pct(self, *kinds: str) -> float:
        held = sum(self.pieces[kind] for kind in kinds)
        return 100 * sum(self.found[kind] for kind in kinds) / held if held else float("nan")

    @property
    def clean_marked_pct(self) -> float:
        return 100 * self.clean_marked / self.clean


@cache
def read_half(name: str) -> tuple[Message, ...]:
    with (CORPUS / HALVES[name]).open(encoding="utf-8", newline="") as file:
        return tuple(_message(row) for row in csv.DictReader(file))


def _message(row: dict[str, str]) -> Message:
    """The same piece twice in a list is its first and then its next place in the text."""
    places: list[tuple[str, int, int]] = []
    last: Counter[str] = Counter()
    for detail in json.loads(row["details"]):
        piece = detail["piece"]
        start = row["text"].index(piece, last[piece])
        last[piece] = start + 1
        places.append((detail["kind"], start, start + len(piece)))
    return Message(row["id"], row["text"], tuple(places))


def score(messages: tuple[Message, ...]) -> Score:
    result = Score()
    for message in messages:
        marks = [(SAME.get(one.kind, one.kind), one.start, one.end) for one in find_details(message.text)]
        for kind, start, end in message.pieces:
            result.pieces[kind] += 1
            under = {at for of, first, last in marks if of == kind for at in range(first, last)}
            whole = all(at in under for at in range(start, end) if message.text[at].isalnum())
            result.found[kind] += whole
            if not whole:
                result.missed.append((message.message_id, kind, message.text[start:end]))
        untouched = [
            (kind, first, last)
            for kind, first, last in marks
            if not any(first < end and start < last for _, start, end in message.pieces)
        ]
        for kind, first, last in untouched:
            result.false_marks[kind] += 1
            result.wrong.append((message.message_id, kind, message.text[first:last]))
        result.clean += not message.pieces
        result.clean_marked += not message.pieces and bool(marks)
    return result


def run() -> Found:
    found = Found()
    for name in HALVES:
        got = score(read_half(name))
        numbers = got.recall_pct(*NUMBERS, "address")
        found.lines += [
            Line(f"{name}: found of numbers and addresses", "%", (numbers,), floor=TARGETS["numbers and addresses"]),
            Line(f"{name}: found of introduced names", "%", (got.recall_pct("name"),), floor=TARGETS["names"]),
            Line(f"{name}: clean messages with a mark", "%", (got.clean_marked_pct,), limit=MOST_FALSE_PCT),
        ]  # fmt: skip
        for kind, count in sorted(got.pieces.items()):
            found.lines.append(Line(f"{name}: {kind} found, of {count}", "%", (got.recall_pct(kind),)))
        false_marks = ", ".join(f"{kind} {count}" for kind, count in sorted(got.false_marks.items()))
        found.remarks.append(
            f"{name}: {len(read_half(name))} messages, {got.clean} of them clean, {got.clean_marked} of those marked; "
            f"marks that touch nothing personal, in all of them: {false_marks or 'none'}."
        )
    found.lines.append(Line(f"a text of {LONGEST:,} letters, processor time", "ms", _times(), limit=MOST_MS))
    return found


def _times() -> tuple[float, ...]:
    """Whole messages of the corpus one after the other, cut at the length the form takes."""
    texts = "\n".join(message.text for name in HALVES for message in read_half(name))
    cuts = [texts[start : start + LONGEST] for start in range(0, len(texts) - LONGEST, LONGEST)]
    taken = []
    for cut in cuts:
        began = time.process_time()
        find_details(cut)
        taken.append(1000 * (time.process_time() - began))
    return tuple(taken)
