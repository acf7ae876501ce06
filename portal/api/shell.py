"""Streamlit's page before its scripts run: for link previews, search engines, and readers without scripts."""

from __future__ import annotations

import re
from html import escape

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

# Where a sign-in provider sends people back to; Streamlit answers that itself.
CALLBACK = "oauth2callback"


class PageName(Convertor[str]):
    """One step of letters, or none: how every page of the menu is addressed."""

    regex = rf"(?!{CALLBACK}$)[a-z-]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page_name", PageName())


def own_shell(index_html: str, site: str, strapline: str) -> str:
    """The installed page under our own name. Its scripts stay as they are; what it says without them is ours."""
    head = f'<title>{escape(site)}</title>\n    <meta name="description" content="{escape(strapline)}" />'
    without_scripts = (
        f'<noscript><main style="max-width:38em;margin:2rem auto;padding:0 1rem;font:1.125rem/1.5 sans-serif"><h1>{escape(site)}</h1>'
        f"<p>{escape(strapline)}</p><p>The maps and controls need scripts, and they are off. "
        '<a href="/areas">Every area is on a plain page as well</a>, with the same numbers.</p>'
        "<p><strong>If you or somebody else is in danger, ring 999.</strong> To report a crime that is not an emergency, "
        "ring 101.</p></main></noscript>"
    )
    text = re.sub(r"<noscript>.*?</noscript>", lambda _: without_scripts, index_html, flags=re.S)
    # What it points programs to is shut here.
    text = re.sub(
        r"<!--(?:(?!-->).)*service-desc.*?-->|<link rel=\"service-desc\"[^>]*>", "", text, flags=re.S
    )
    return text.replace("<title>Streamlit</title>", head)


def shell_route(index_html: str, site: str, strapline: str) -> Route:
    text = own_shell(index_html, site, strapline)

    async def shell(_: Request) -> HTMLResponse:
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return Route("/{page:page_name}", shell, name="shell")
