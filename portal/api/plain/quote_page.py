"""Anything but a figure that can be quoted, without scripts: a plain page, a picture, a frame for another site, JSON."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.parameters import read
from portal.api.plain.figure_page import FRAMED
from portal.api.plain.html_pages import POLICY, fault_as_html, render
from portal.api.quotes import KEYS, shown_of
from portal.bootstrap.address import root
from portal.figures.figure_picture import HEIGHT, WIDTH, as_png
from portal.figures.frame_height import frame_height
from portal.figures.quote_picture import quote_picture
from portal.markup import render as markup
from portal.services.checking.citing import Citation, query_of
from portal.services.checking.quotable import Quotable


def frame_code(shown: Quotable, release: str = "") -> str:
    """The code that shows it in a frame on another site: text to copy, which a page escapes like any other."""
    small = f"Frozen: release {shown.release}. See it at On the Record: sources, citation."
    code = markup(
        "check/embed_code.html",
        address=f"{root()}/embed/quote?{query_of(shown.asked, release)}",
        title=shown.title,
        height=frame_height(shown.title, f"{shown.sentence} {shown.caveat}", small),
    )
    return str(code)


def quote_values(shown: Quotable, cited: Citation, release: str) -> dict[str, Any]:
    """What the parts of a quotation need, on its own page and on any other that holds it."""
    query = query_of(shown.asked, release)
    return {
        "shown": shown,
        "cited": cited,
        "query": query,
        "frozen_query": query_of(shown.asked, shown.release),
        "newest_query": query_of(shown.asked),
        "frame_code": frame_code(shown, shown.release),
        "image": {
            "address": f"{root()}/quote.png?{query}",
            "width": WIDTH,
            "height": HEIGHT,
            "words": shown.sentence,
        },
        "root": root(),
        "release": shown.release,
        "release_note": bootstrap.library_of(release).note,
    }


def page(request: Request) -> Answer:
    asked = read(request, KEYS)
    shown, cited = shown_of(asked)
    release = asked.text("release") or ""
    return render("quote.html", quote_values(shown, cited, release) | _head(shown, release))


def embed(request: Request) -> Answer:
    asked = read(request, KEYS)
    shown, cited = shown_of(asked)
    release = asked.text("release") or ""
    values = quote_values(shown, cited, release) | _head(shown, release) | {"is_frozen": bool(release)}
    return Answer(render("quote_embed.html", values).content, "text/html", FRAMED)


def _head(shown: Quotable, release: str) -> dict[str, Any]:
    query = query_of(shown.asked, release)
    return {
        "title": shown.title,
        "description": shown.sentence,
        "canonical": f"{root()}/quote?{query}",
    }


def svg(request: Request) -> Answer:
    drawn = quote_picture(*shown_of(read(request, KEYS)))
    # Opened on its own, a picture runs nothing.
    return Answer(drawn.encode(), "image/svg+xml", {"Content-Security-Policy": POLICY})


def png(request: Request) -> Answer:
    return Answer(as_png(quote_picture(*shown_of(read(request, KEYS)))), "image/png")


ROUTES: list[BaseRoute] = [
    Route("/quote", Door(page, fault_as_html), name="quote-page"),
    Route("/quote.svg", Door(svg), name="quote-svg"),
    Route("/quote.png", Door(png, cost=5), name="quote-png"),
    Route("/embed/quote", Door(embed, fault_as_html), name="embed-quote"),
]
