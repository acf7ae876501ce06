"""Claim cards without scripts: one page a card, with the same card as schema.org ClaimReview, and a list of them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.faults import not_found, shown
from portal.api.html_pages import fault_as_html, render, root
from portal.domain.record.statement import SEEN_WORDS, date_words
from portal.domain.site import SITE
from portal.services.both_sides.claim_review import claim_path, claim_review
from portal.services.both_sides.claims import CLAIMS_INTRO, claims


def claim(request: Request) -> Answer:
    """One card. Nothing on the page but the card is about it: a machine that reads ClaimReview asks for one page each."""
    asked = request.path_params["claim_id"]
    library = bootstrap.library()
    card = next((card for card in claims(library) if card.claim_id == asked), None)
    if card is None:
        raise not_found(
            "claim", f"no card has the name '{shown(asked)}'", "path: claim", "Find it at /claims."
        )
    review = claim_review(card, bootstrap.settings().public_url, SITE)
    values = {
        "title": card.heading,
        "description": card.finding,
        "canonical": root() + claim_path(card),
        "card": card,
        "said": date_words(card.said_on),
        "reviewed": date_words(card.reviewed_on),
        "seen": SEEN_WORDS,
        "review": review,
        "release": library.release,
    }
    return render("claim.html", values)


def every_claim(_: Request) -> Answer:
    library = bootstrap.library()
    values = {
        "title": "Figures in circulation",
        "description": CLAIMS_INTRO,
        "canonical": f"{root()}/claims",
        "cards": [
            {"heading": c.heading, "page": claim_path(c), "finding": c.finding} for c in claims(library)
        ],
        "release": library.release,
    }
    return render("claims.html", values)


ROUTES: list[BaseRoute] = [
    Route("/claims", Door(every_claim, fault_as_html), name="claims-page"),
    Route("/claim/{claim_id:anything}", Door(claim, fault_as_html), name="claim-page"),
]
