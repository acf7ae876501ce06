"""What looks personal in an answer, marked word by word before it is sent; the officer's own name and role aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portal.services.details.common_words import words
from portal.services.details.finding import find_details
from portal.services.details.kinds import KIND_WORDS

# What stands before an officer's name and is no part of it.
_ROLES = words(
    "pc pcso sgt sergeant insp inspector dc ds di constable chief sector neighbourhood police officer acting mr mrs ms miss dr"
)


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of an answer. `what` says what it looks like; empty where it is plain."""

    text: str = field(repr=False)
    what: str = ""


def marked_pieces(text: str, name: str, team: str) -> tuple[MarkedPiece, ...]:
    """The whole answer in pieces, in order; nothing of it is changed or stopped. Name and team are those of its writer."""
    pieces, at = [], 0
    for detail in find_details(text):
        if detail.kind == "name" and _is_own(text[detail.start : detail.end], name, team):
            continue
        pieces += [
            MarkedPiece(text[at : detail.start]),
            MarkedPiece(text[detail.start : detail.end], KIND_WORDS[detail.kind]),
        ]
        at = detail.end
    return tuple(piece for piece in (*pieces, MarkedPiece(text[at:])) if piece.text)


def _is_own(piece: str, name: str, team: str) -> bool:
    """Whether every word of the name is the officer's own, of their team or of a role."""
    own = _words(f"{name} {team}") | _ROLES
    return bool(name) and _words(piece) <= own


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))
