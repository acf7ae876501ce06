"""Streamlit's page before its scripts run: for a first look, for link previews, and for readers without scripts.

What a reader came for stands before Streamlit's root and is taken away by a line of script once the page itself is ready.
Until then the root cannot be seen, heard or reached by keyboard, so that a page never has two headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.api.first.parts import First
from portal.domain.at_hand import folder
from portal.markup import render

_HEAVY = re.compile(r"<script type=\"module\".*?(?=</head>)", re.S)
_POINTS_TO_MACHINES = re.compile(
    r"<!--(?:(?!-->).)*service-desc.*?-->|<link rel=\"service-desc\"[^>]*>", re.S
)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.S)
_ROOT = '<div id="root"></div>'


@dataclass(frozen=True)
class Shell:
    """The installed page under our own name. Its scripts stay as they are; what it says without them is ours.

    It is told where its server is. Left to guess, a page below the root asks beside itself first, is refused, and asks
    again, which on a slow telephone is one way there and back more before anything is drawn.
    """

    index_html: str
    site: str
    strapline: str

    def bare(self) -> str:
        """Of an address that has no first page."""
        head = self._head(self.site, self.strapline, "", "")
        text = _NOSCRIPT.sub(
            lambda _: str(render("shell.html", part="body", strapline=self.strapline)).strip(),
            self.index_html,
        )
        return self._own(text, head)

    def with_first(self, first: First, page: str, root: str) -> str:
        """`page`: the first page's markup. `root`: this site's address without a path."""
        title = self.site if first.title == self.site else f"{first.title} – {self.site}"
        head = self._head(title, first.description, root + first.path, root + first.picture)
        # What weighs most is asked for last, and styles of the framework hold up only what stands below them.
        found = _HEAVY.search(self.index_html)
        heavy = found.group() if found else ""
        text = _NOSCRIPT.sub("", _HEAVY.sub("", self.index_html))
        return self._own(text, head).replace(_ROOT, str(page) + heavy + _ROOT.replace("><", " inert><"))

    def _head(self, title: str, description: str, url: str, image: str) -> str:
        return str(
            render("shell.html", part="head", title=title, description=description, url=url, image=image)
        ).strip()  # fmt: skip

    def _own(self, text: str, head: str) -> str:
        # What it points programs to is shut here.
        text = (
            _POINTS_TO_MACHINES.sub("", text)
            .replace("<body>", f"<body>{render('shell.html', part='cut')}")
            .replace(
                '<html lang="en">',
                f'<html lang="en-GB" data-folder="{folder()}">' if folder() else '<html lang="en-GB">',
            )
        )
        return text.replace("<title>Streamlit</title>", head)
