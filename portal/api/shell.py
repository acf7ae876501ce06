"""Streamlit's page before its scripts run: for link previews, search engines, and readers without scripts."""

from __future__ import annotations

import re

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from portal.domain.site import PAGE_NAMES
from portal.markup import render


class PageName(Convertor[str]):
    """The name of a page, or nothing for the first."""

    regex = "(?:" + "|".join(PAGE_NAMES) + ")"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page_name", PageName())


def own_shell(index_html: str, site: str, strapline: str) -> str:
    """The installed page under our own name. Its scripts stay as they are; what it says without them is ours.

    It is told where its server is. Left to guess, a page below the root asks beside itself first, is refused, and asks
    again, which on a slow telephone is one way there and back more before anything is drawn.
    """
    head = render("shell.html", is_head=True, site=site, strapline=strapline).strip()
    without_scripts = render("shell.html", is_head=False, site=site, strapline=strapline).strip()
    text = re.sub(r"<noscript>.*?</noscript>", lambda _: without_scripts, index_html, flags=re.S)
    # What it points programs to is shut here.
    text = re.sub(
        r"<!--(?:(?!-->).)*service-desc.*?-->|<link rel=\"service-desc\"[^>]*>", "", text, flags=re.S
    )
    return text.replace("<title>Streamlit</title>", head)


def shell_route(text: str) -> Route:
    async def shell(_: Request) -> HTMLResponse:
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return Route("/{page:page_name}", shell, name="shell")
