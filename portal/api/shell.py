"""Streamlit's page before its scripts run: for a first look, for link previews, and for readers without scripts.

What a reader came for stands before Streamlit's root and is taken away by a line of script once the page itself is ready.
Until then the root cannot be seen, heard or reached by keyboard, so that a page never has two headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from portal.api.first.parts import First
from portal.domain.at_hand import folder
from portal.markup import app_style_version, render
from portal.markup.fonts import TEXT, address, instead_of_the_whole

_HEAVY = re.compile(r"<script type=\"module\".*?(?=</head>)", re.S)
_POINTS_TO_MACHINES = re.compile(
    r"<!--(?:(?!-->).)*service-desc.*?-->|<link rel=\"service-desc\"[^>]*>", re.S
)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.S)
_WHOLE_FACE = re.compile(r'(?<=href=")[^"]*/SourceSansVF-Upright[^"]*')
_STYLES = re.compile(r'<link rel="stylesheet"[^>]*>')
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
            self._light,
        )
        return self._own(text, head).replace(_ROOT, _own_styles() + _ROOT)

    def with_first(self, first: First, page: str, ahead: str, root: str) -> str:
        """`page`: the first page's markup. `ahead`: links to what is needed next. `root`: this site's address without a path."""
        title = self.site if first.title == self.site else f"{first.title} – {self.site}"
        head = self._head(title, first.description, root + first.path, root + first.picture)
        # What weighs most is asked for last, and styles of the framework hold up only what stands below them.
        found = _HEAVY.search(self._light)
        heavy = found.group() if found else ""
        text = _NOSCRIPT.sub("", _HEAVY.sub("", self._light))
        return self._own(text, head).replace(
            _ROOT, str(page) + heavy + str(ahead) + _own_styles() + _ROOT.replace("><", " inert><")
        )

    @cached_property
    def _light(self) -> str:
        """The installed page with the cut face of text in place of the whole one."""
        if not address(TEXT):
            return self.index_html
        text = _WHOLE_FACE.sub(address(TEXT), self.index_html)
        return _STYLES.sub(lambda link: f"{link.group()}<style>{instead_of_the_whole()}</style>", text)

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


def _own_styles() -> str:
    """Our stylesheet, below the framework's own and above all that it draws. Beside what a page is drawn from it would
    come with every page anew, and be looked through by the reader's browser for what may not stand there.
    """
    return f'<link rel="stylesheet" href="/assets/app-{app_style_version()}.css">'
