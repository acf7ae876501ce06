"""What a quotation is asked for with, and the same as JSON."""

from __future__ import annotations

from typing import Any

from portal import bootstrap
from portal.api.parameters import Asked
from portal.bootstrap.address import root
from portal.domain.record.period import Period, month_at, month_index
from portal.services.checking.citing import Citation, cite, said_json
from portal.services.checking.quotable import WITH_MONTHS, Quotable, QuoteAsked, quotable

KEYS = ("of", "id", "from", "to", "than", "crime", "release")
Shown = tuple[Quotable, Citation]


def shown_of(asked: Asked) -> Shown:
    """What the address asks for, and how it is cited."""
    of = asked.choice("of") or asked.needed("of")
    period = asked.period() if of in WITH_MONTHS else None
    other = None
    if period and asked.text("than"):
        first = asked.month("than")
        other = Period(first, month_at(month_index(first) + len(period) - 1))
    found = quotable(
        asked.library, QuoteAsked(of, asked.needed("id"), period, other, asked.choice("crime") or "all")
    )
    return found, cite(found, root(), bootstrap.now().date())


def as_json(asked: Asked) -> dict[str, Any]:
    shown, cited = shown_of(asked)
    return said_json(shown) | {
        "checksum": cited.checksum,
        "quote": cited.quote,
        "short_citation": cited.short,
        "full_citation": cited.full,
        "link": cited.link,
        "release": shown.release,
    }
