"""Taking words out of a text: what is left is the text itself with visible gaps, and nothing that was not in it."""

from __future__ import annotations

import re

from portal.domain.publishing.publication import GAP, GAPS
from portal.errors import BadRequest


def with_gaps(text: str, taken: str, reason: str) -> tuple[str, int]:
    """The text without the pieces named in `taken`, one a line, each as it stands there; and how many places that were.

    Raises BadRequest when a piece is not in the text, so that nothing can be written in its place.
    """
    pieces = [piece.strip() for piece in taken.splitlines() if piece.strip()]
    if not pieces:
        raise BadRequest("enter the words to take out, one piece a line")
    gap, places = GAP.format(what=GAPS[reason]), 0
    if any(piece in gap for piece in pieces):
        raise BadRequest("choose longer pieces; one of these stands in the mark of a gap too")
    # The longest first, so that a piece inside another does not keep it from being found.
    for piece in sorted(dict.fromkeys(pieces), key=len, reverse=True):
        parts = text.split(piece)
        if len(parts) == 1:
            raise BadRequest("one of the pieces does not stand in the text; copy each exactly as it is there")
        text, places = gap.join(parts), places + len(parts) - 1
    return re.sub(rf"{re.escape(gap)}(?:\s*{re.escape(gap)})+", gap, text), places
