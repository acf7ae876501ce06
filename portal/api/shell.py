"""Streamlit's page before its scripts run: for link previews, search engines, and readers without scripts.

Streamlit answers every page with one file whose title is its own name. Here that file bears our name, the title,
description and picture of what the address asks for, and says where the same can be read without scripts.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

import anyio.to_thread
from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from portal import bootstrap
from portal.api.listings import page_address
from portal.api.previews import preview_of
from portal.domain.area import Area
from portal.errors import PortalError
from portal.figures.figure_picture import HEIGHT, SITE, WIDTH
from portal.measures.change import latest_complete_year
from portal.services.check import title_of
from portal.services.figure import figure
from portal.services.question import Question
from portal.services.selection import read_selection

log = logging.getLogger(__name__)

# Where a sign-in provider sends people back to; Streamlit answers that itself.
CALLBACK = "oauth2callback"
TITLE = "<title>Streamlit</title>"


class PageName(Convertor[str]):
    """One step of letters, or none: how every page of the menu is addressed."""

    regex = rf"(?!{CALLBACK}$)[a-z-]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page_name", PageName())


@dataclass(frozen=True)
class Head:
    """What one address says of itself. `plain` is where the same stands without scripts."""

    title: str
    description: str
    plain: str
    image: Mapping[str, object]


def head_of(path: str, query: Mapping[str, str], strapline: str) -> Head:
    """Only the area page and Check a figure have an address that says more than which page it is.

    Nothing of any other page's query is read: it may hold what opens a message.
    """
    library = bootstrap.library()
    try:
        if path == "/check" and "area" in query:
            return _figure_head(query)
        if path == "/" and query.get("area", "") in library.areas:
            return _area_head(library.areas[query["area"]])
    except PortalError:
        pass
    except Exception:
        # Whatever was asked, the page itself must come.
        log.exception("the head of a page failed")
    return Head(SITE, strapline, "/areas", preview_of(library.default_area, strapline))


def _area_head(area: Area) -> Head:
    library = bootstrap.library()
    above = library.lineage(area)[:-1]
    where = f"{area.name}, {above[-1].name}" if above else area.name
    sentence = figure(library, area.code, latest_complete_year(library.record)).sentence
    return Head(f"Recorded crime in {where}", sentence, page_address(area), preview_of(area, sentence))


def _figure_head(query: Mapping[str, str]) -> Head:
    """The figure asked for; a release that is not kept raises, and the page then has the usual head."""
    release = query.get("release", "")
    library = bootstrap.library_of(release)
    question = Question.of(read_selection(library, query))
    shown, plain = question.answer(library), f"/figure?{question.query(release)}"
    address = f"{bootstrap.settings().public_url.rstrip('/')}/figure.png?{question.query(release)}"
    image = {"address": address, "width": WIDTH, "height": HEIGHT, "words": shown.sentence}
    return Head(title_of(shown), shown.sentence, plain, image)


def written(head: Head) -> Markup:
    """The markup of the head, everything in it escaped."""
    root = bootstrap.settings().public_url.rstrip("/")
    title = head.title if head.title == SITE else f"{head.title} – {SITE}"
    named = [("description", head.description), ("twitter:card", "summary_large_image")]
    graph = [
        ("og:title", head.title), ("og:description", head.description), ("og:type", "website"), ("og:site_name", SITE),
        ("og:image", head.image["address"]), ("og:image:type", "image/png"), ("og:image:width", head.image["width"]),
        ("og:image:height", head.image["height"]), ("og:image:alt", head.image["words"]),
    ]  # fmt: skip
    lines = [
        Markup("<title>{}</title>").format(title),
        *(Markup('<meta name="{}" content="{}">').format(*each) for each in named),
        *(Markup('<meta property="{}" content="{}">').format(*each) for each in graph),
    ]
    if head.title != SITE:
        lines.append(Markup('<link rel="canonical" href="{}">').format(root + head.plain))
    return Markup("").join(lines)


def without_scripts(head: Head, strapline: str) -> Markup:
    """What the page says where no script runs: the sentence, where the same stands, and whom to ring."""
    same = Markup("")
    if head.title != SITE:
        same = Markup('<p>{} <a href="{}">The same without scripts</a>.</p>').format(
            head.description, head.plain
        )
    return Markup(
        '<noscript><main style="max-width:38em;margin:2rem auto;padding:0 1rem;font:1.125rem/1.5 sans-serif"><h1>{}</h1>'
        "<p>{}</p>{}<p>The maps and controls need scripts, and they are off. "
        '<a href="/areas">Every area is on a plain page as well</a>, with the same numbers.</p>'
        "<p><strong>If you or somebody else is in danger, ring 999.</strong> To report a crime that is not an emergency, "
        "ring 101.</p></main></noscript>"
    ).format(SITE, strapline, same)


def shell_route(index_html: str, strapline: str) -> Route:
    """The installed page for every address of the menu. Its scripts stay as they are."""
    # What it points programs to is shut here.
    page = re.sub(
        r"<!--(?:(?!-->).)*service-desc.*?-->|<link rel=\"service-desc\"[^>]*>", "", index_html, flags=re.S
    )
    before, _, rest = page.partition(TITLE)
    middle, _, after = rest.partition("<noscript>")
    after = after.partition("</noscript>")[2]

    async def shell(request: Request) -> HTMLResponse:
        head = await anyio.to_thread.run_sync(
            head_of, request.url.path, dict(request.query_params), strapline
        )
        text = "".join((before, written(head), middle, without_scripts(head, strapline), after))
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return Route("/{page:page_name}", shell, name="shell")
