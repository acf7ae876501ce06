"""The first page of a claim and of an exchange, at the addresses of Both sides and of Check a figure."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from portal.api.first.parts import First, figure_picture
from portal.domain.record.crime import ALL
from portal.figures import exchange_cards
from portal.figures.claim_cards import claim_list
from portal.markup import render
from portal.measures.change import latest_complete_year
from portal.services.both_sides.claims import Claim, claims
from portal.services.library.library import Library
from portal.services.search.titles import claim_or_thread

CHECK_LEAD = "Seen a number about crime here? Find it, get a sentence you can print, and a link that keeps."
CIRCULATING = "Figures in circulation"


def both_sides(library: Library, address: Mapping[str, str]) -> First | None:
    """The one exchange or claim that the address names; None where it names none, since then the list is the page."""
    about = claim_or_thread(library, address)
    if about is None:
        return None
    if isinstance(about, Claim):
        title, description, of = about.heading, about.lead, {"of": "claim", "id": about.claim_id}
        shown = claim_list((about,), about.claim_id, library.release)
    else:
        title, of = about.title, {"of": "exchange", "id": about.thread_id}
        description = f"{about.title}. {exchange_cards.LEAD}"
        pointed = "" if address["thread"] == about.thread_id else address["thread"]
        one = exchange_cards.exchange(about, pointed=pointed, is_open=True)
        shown = render("both_sides/exchanges.html", exchanges=[one])
    body = render(
        "first/statements.html", title="Both sides", lead=exchange_cards.LEAD, heading="", shown=shown
    )
    path = f"/both-sides?{urlencode({'thread': address['thread']})}"
    return First(title, description, path, f"/quote.png?{urlencode(of)}", body)


def check(library: Library, _: Mapping[str, str]) -> First | None:
    """Every claim, the first ones whole."""
    if not claims(library):
        return None
    shown = claim_list(claims(library), "", library.release)
    body = render(
        "first/statements.html", title="Check a figure", lead=CHECK_LEAD, heading=CIRCULATING, shown=shown
    )
    year = latest_complete_year(library.record)
    picture = figure_picture(library.force.code, year.first, year.last, ALL)
    return First("Check a figure", CHECK_LEAD, "/check", picture, body, "check")
