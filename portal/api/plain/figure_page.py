"""One figure without scripts: a plain page, a picture as SVG and PNG, and a small page for a frame on another site."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.listings import page_address
from portal.api.parameters import read
from portal.api.plain.area_page import newest_words
from portal.api.plain.html_pages import POLICY, fault_as_html, render
from portal.api.v1 import FIGURE_KEYS
from portal.bootstrap.address import root
from portal.figures.figure_picture import HEIGHT, WIDTH, as_png, picture_of
from portal.figures.range_bar import range_bar, range_of
from portal.services.checking.card import Card, card
from portal.services.counted.question import Question

# The one page that another site may put into a frame; it holds no script, no form and no link but to the figure.
FRAMED = {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
    "Referrer-Policy": "no-referrer",
}


def card_asked(request: Request) -> tuple[Card, str]:
    """The card of the question in the address, and the release it is fixed to, if any."""
    asked = read(request, FIGURE_KEYS)
    crime, measure, spread = (asked.choice(name) or "" for name in ("crime", "measure", "spread"))
    question = Question(
        asked.area().code, asked.period(), crime, measure, asked.choice("inspection") or "", spread
    )
    today = bootstrap.now().date()
    return card(asked.library, question, root(), today), asked.text("release") or ""


def svg(request: Request) -> Answer:
    shown, _ = card_asked(request)
    # Opened on its own, a picture runs nothing.
    return Answer(picture_of(shown).encode(), "image/svg+xml", {"Content-Security-Policy": POLICY})


def png(request: Request) -> Answer:
    shown, _ = card_asked(request)
    return Answer(as_png(picture_of(shown)), "image/png")


def page(request: Request) -> Answer:
    shown, release = card_asked(request)
    return render("figure.html", {**_values(shown, release), "tables": shown.tables})


def embed(request: Request) -> Answer:
    shown, release = card_asked(request)
    values = {**_values(shown, release), "is_frozen": bool(release)}
    return Answer(render("embed.html", values).content, "text/html", FRAMED)


def _values(shown: Card, release: str) -> dict[str, Any]:
    query = shown.question.query(release)
    drawn = range_of(shown)
    return {
        "title": shown.title,
        "description": shown.figure.sentence,
        "canonical": f"{root()}/figure?{query}",
        "image": {"address": f"{root()}/figure.png?{query}", "width": WIDTH, "height": HEIGHT, "words": shown.figure.sentence},
        "card": shown,
        "figure": shown.figure,
        "is_modelled": shown.figure.basis.kind in ("audited", "scenario"),
        "bar": range_bar(drawn) if drawn else "",
        "range_key": drawn.key if drawn else "",
        "area_page": page_address(shown.figure.area),
        "query": query,
        "newest_query": shown.question.query(),
        "frozen_query": shown.question.query(shown.figure.release),
        "root": root(),
        "release": shown.figure.release,
        "release_note": _note(shown, release),
    }  # fmt: skip


def _note(shown: Card, release: str) -> str:
    """That the figure is of an older release, and what the one in force gives for the same question."""
    library, newest = bootstrap.library_of(release), bootstrap.library()
    if not library.newer:
        return ""
    now = shown.question.answer(newest) if shown.question.area in newest.areas else None
    return f"{library.note} {newest_words(now, newest.release)}"


ROUTES: list[BaseRoute] = [
    Route("/figure", Door(page, fault_as_html), name="figure-page"),
    Route("/figure.svg", Door(svg), name="figure-svg"),
    Route("/figure.png", Door(png, cost=5), name="figure-png"),
    Route("/embed/figure", Door(embed, fault_as_html), name="embed"),
]
