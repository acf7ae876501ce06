"""Claim cards as HTML: the first whole, the others as a line each. One form for the page and for what stands before it."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.record.statement import SEEN_WORDS, date_words
from portal.markup import Markup, render
from portal.services.both_sides.claims import Claim

# As many whole cards as leave room for the rest of the page.
WHOLE = 2


def claim_list(cards: Sequence[Claim], first: str, release: str) -> Markup:
    """`first`: the id of the card that stands open, if any."""
    return render(
        "claims/list.html",
        cards=[(claim, date_words(claim.said_on)) for claim in cards],
        whole=WHOLE,
        first=first,
        seen=SEEN_WORDS,
        release=release,
    )
