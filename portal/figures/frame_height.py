"""How tall a frame must be so that nothing in it is cut, at the narrowest column a site gives it."""

from __future__ import annotations

import textwrap

from portal.services.checking.card import Card

# Letters in a line of a column 320 px wide, counted low: title, number, text, small print.
_TITLE, _NUMBER, _TEXT, _SMALL = (22, 25), (15, 36), (29, 27), (33, 23)
_AROUND, _BETWEEN, _BAR = 48, 22, 150


def frame_height(title: str, text: str, small: str, number: str = "", has_bar: bool = False) -> int:
    """Pixels, rounded up to ten. What is said last in small print is counted like the rest."""
    tall = _AROUND + sum(
        _BETWEEN + len(textwrap.wrap(words, letters)) * step
        for words, (letters, step) in ((title, _TITLE), (number, _NUMBER), (text, _TEXT), (small, _SMALL))
        if words
    )
    return -(-(tall + (_BAR if has_bar else 0)) // 10) * 10


def card_height(card: Card) -> int:
    """Of the frame of a figure, with room for the note that a later release may add."""
    small = (
        f"Frozen: release {card.figure.release}. Check this figure at On the Record: range, sources, working."
    )
    text = f"{card.kind}. {card.figure.sentence} {card.caveat}"
    key = "If recorded as in the whole force; allowing for places to differ." if card.printed.outer else ""
    return frame_height(card.title, f"{text} {key}", small, card.headline, card.printed.outer is not None)
