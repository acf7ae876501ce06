"""Claim cards without scripts: one page a card, with the same card as schema.org ClaimReview, and a list of them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.faults import not_found, shown
from portal.api.parameters import read
from portal.api.plain.area_page import frozen
from portal.api.plain.html_pages import fault_as_html, render
from portal.api.plain.quote_page import quote_values
from portal.bootstrap.address import root
from portal.domain.record.statement import SEEN_WORDS, date_words
from portal.domain.site import SITE
from portal.services.both_sides.claim_review import claim_path, claim_review
from portal.services.both_sides.claims import CLAIMS_INTRO, Claim, claims
from portal.services.checking.citing import cite
from portal.services.checking.quotable import QuoteAsked, quotable
from portal.services.library.library import Library


def claim(request: Request) -> Answer:
    """One card. Nothing on the page but the card is about it: a machine that reads ClaimReview asks for one page each."""
    asked, name = read(request, ("release",)), request.path_params["claim_id"]
    library, release = asked.library, asked.text("release") or ""
    card = next((card for card in claims(library) if card.claim_id == name), None)
    if card is None:
        raise not_found(
            "claim", f"no card has the name '{shown(name)}'", "path: claim", "Find it at /claims."
        )
    quoted = quotable(library, QuoteAsked("claim", card.claim_id))
    values = quote_values(quoted, cite(quoted, root(), bootstrap.now().date()), release) | {
        "title": card.heading,
        "description": card.lead,
        "canonical": root() + frozen(claim_path(card), release),
        "card": card,
        "said": date_words(card.said_on),
        "reviewed": date_words(card.reviewed_on),
        "seen": SEEN_WORDS,
        "review": claim_review(card, root(), SITE),
        "release_note": _note(library, card),
        "page": claim_path(card),
        "frozen": frozen(claim_path(card), library.release),
    }
    return render("claim.html", values)


def _note(library: Library, card: Claim) -> str:
    """That the card is of an older release, and the sentence of the one in force."""
    if not library.newer:
        return ""
    now = next((one for one in claims(bootstrap.library()) if one.claim_id == card.claim_id), None)
    said = (
        f"Release {library.newer} says: {now.lead}" if now else f"Release {library.newer} has no such card."
    )
    return f"{library.note} {said}"


def every_claim(_: Request) -> Answer:
    library = bootstrap.library()
    values = {
        "title": "Figures in circulation",
        "description": CLAIMS_INTRO,
        "canonical": f"{root()}/claims",
        "cards": [{"heading": c.heading, "page": claim_path(c), "sentence": c.lead} for c in claims(library)],
        "release": library.release,
    }
    return render("claims.html", values)


ROUTES: list[BaseRoute] = [
    Route("/claims", Door(every_claim, fault_as_html), name="claims-page"),
    Route("/claim/{claim_id:anything}", Door(claim, fault_as_html), name="claim-page"),
]
