"""How sure a text is of what it says: the hedges in it, by kind. A summary may not be surer than what it sums up."""

from __future__ import annotations

import re

# `May` with a capital inside a sentence is the month; before a number or a year it is too.
KINDS = {
    "possible": r"(?<![A-Z])\bmay\b(?! \d)|\b(might|could|possibly|perhaps|potential(ly)?|likely|seems?|appears?|suggests?)\b",
    "conditional": r"\b(if|unless|provided|as long as|would)\b",
    "partial": r"\b(few|some|several|sometimes|often|part(ly)?|much|most(ly)?|largely|mainly|usually|not always)\b",
    "approximate": r"\b((about|around|over)(?= (\d|one|two|three|half|a (third|quarter|fifth|sixth)))|almost|nearly|close to|roughly|estimate[sd]?|at least)\b",
}
_FOUND = {kind: re.compile(pattern) for kind, pattern in KINDS.items()}
_FIRST_WORD = re.compile(r"(?:^|[.!?“\"] )[A-Z]")


def hedges(*texts: str) -> tuple[str, ...]:
    """The kinds of hedge in any of the texts, in the order of KINDS.

    Only words in lower case count, so that the month of May is none; the first word of a sentence counts as if it were.
    """
    lowered = [_FIRST_WORD.sub(lambda start: start[0].lower(), text) for text in texts]
    return tuple(kind for kind, found in _FOUND.items() if any(found.search(text) for text in lowered))


def lost(source: str, summary: str) -> tuple[str, ...]:
    """Kinds of hedge that a quotation has and its summary has not."""
    return tuple(kind for kind in hedges(source) if kind not in hedges(summary))
