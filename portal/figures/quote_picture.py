"""A sentence as a picture to print or post: title, the sentence whole, what travels with it, source and address burned in."""

from __future__ import annotations

import textwrap

from portal.domain.site import SITE
from portal.figures.figure_picture import FONT, HEIGHT, SOFT, WIDTH, TextLine, text_lines
from portal.markup import render, token
from portal.services.checking.citing import MOST_SOURCES, Citation
from portal.services.checking.quotable import Quotable

# Largest first. A line of 42 letters fits the width at 40 px; nothing is cut, so a long text is set smaller.
SIZES = (40, 34, 30, 26, 22, 19, 17, 15, 13)
_LETTERS_AT_40 = 42


def quote_picture(shown: Quotable, cited: Citation) -> str:
    """The picture as SVG. Its text stays text. Raises ValueError if a text were too long for any size."""
    title = textwrap.wrap(shown.title, 68)
    caveat = textwrap.wrap(shown.caveat, 114)
    named = [source.title for source in shown.sources[:MOST_SOURCES]]
    more = len(shown.sources) - len(named)
    read = f"From: {'; '.join(named)}{f'; and {more} more' if more > 0 else ''}. Release {shown.release}."
    source = [*textwrap.wrap(read, 124), *textwrap.wrap(cited.link, 120, break_on_hyphens=False)]
    top = 116 + 40 * len(title)
    notes = HEIGHT - 34 - 24 * len(source) - 28 * (len(caveat) - 1)
    size, said = _fitted(shown.sentence, notes - 30 - top)
    lines = [
        TextLine(60, 60, f"{SITE} · to quote", 24, SOFT),
        *text_lines(title, 60, 106, 32, 40),
        *text_lines(said, 60, top + size // 2, size, round(size * 1.2), is_bold=True),
        *text_lines(caveat, 60, notes, 22, 28),
        *text_lines(source, 60, HEIGHT - 18 - 24 * (len(source) - 1), 18, 24, SOFT),
    ]
    return render(
        "figures/picture.svg", title=shown.title, words=shown.sentence, width=WIDTH, height=HEIGHT, font=FONT,
        paper=token("paper"), edge=token("edge"), chart="", lines=lines,
    )  # fmt: skip


def _fitted(text: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which the whole text fits, and its lines."""
    for size in SIZES:
        lines = textwrap.wrap(text, int(_LETTERS_AT_40 * 40 / size))
        if len(lines) * round(size * 1.2) <= room:
            return size, lines
    raise ValueError("the text is too long for a picture")
