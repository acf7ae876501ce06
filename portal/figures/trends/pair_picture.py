"""Two lines on one trend as a picture to print or post, with months, warning, source and address burned in."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from portal.domain.site import SITE
from portal.figures.figure_picture import (
    FONT,
    HEIGHT,
    IN_THE_TABLE,
    SOFT,
    WIDTH,
    TextLine,
    text_lines,
)
from portal.figures.trends.pair_chart import Frame, height_of, pair_shapes
from portal.figures.trends.pair_marks import ChartMark
from portal.markup import render, token
from portal.services.checking.pair import Pair

MARKED, MATCHED = "Grey: no figures. Dotted line: counting changed.", "*Our match of months."
# Where each of two periods has its own months, a rule is of one of them.
WHOSE_MONTHS = "The point on top of a dotted line says in which of the two periods it falls."
LEFT, ACROSS = 60, 1080


def pair_picture(shown: Pair, marks: Sequence[ChartMark], link: str) -> str:
    """The picture as SVG, 1200 by 630. What is too long for its place makes the chart lower, and is never cut."""
    title, said = textwrap.wrap(shown.title, 74), textwrap.wrap(shown.short, 104)
    publishers = dict.fromkeys(s.publisher for s in shown.sources if s.publisher != IN_THE_TABLE)
    source = [
        *textwrap.wrap(f"Source: {'; '.join(publishers)}. Release {shown.release}.", 132),
        *textwrap.wrap(link, 128, break_on_hyphens=False),
    ]
    # Of what goes with the ranges, that nobody checked these places: the rest stands beside the chart on the page.
    checked = f"{shown.caveat.partition('. ')[0]}. " if shown.caveat else ""
    warning = textwrap.wrap(f"{checked}{shown.warning} {marked(shown)}", 128)
    top = 84 + 36 * len(title)
    chart_top = top + 26 * len(said)
    notes = HEIGHT - 26 - 22 * len(source) - 24 * (len(warning) - 1)
    chart = pair_shapes(shown, marks, _frame(shown, notes - 26 - chart_top), "light")
    lines = [
        TextLine(LEFT, 50, f"{SITE} · Two on one chart", 22, SOFT),
        *text_lines(title, LEFT, 92, 29, 36, is_bold=True),
        *text_lines(said, LEFT, top + 10, 20, 26),
        *text_lines(warning, LEFT, notes, 18, 24),
        *text_lines(source, LEFT, HEIGHT - 18 - 22 * (len(source) - 1), 17, 22, SOFT),
    ]
    return render(
        "figures/picture.svg", title=shown.title, words=f"{shown.words} {shown.short}", width=WIDTH, height=HEIGHT,
        font=FONT, paper=token("paper"), edge=token("edge"), lines=lines,
        chart=render("figures/placed.svg", x=LEFT, y=chart_top, shapes=chart),
    )  # fmt: skip


def _frame(shown: Pair, height: float) -> Frame:
    """A frame of that height in all; the plot takes what the words and the strip leave."""
    bare = Frame(ACROSS, 56, 210, 50, 0, 62, 15, 26)
    return Frame(ACROSS, 56, 210, 50, max(int(height) - height_of(shown, bare), 60), 62, 15, 26)


def marked(shown: Pair) -> str:
    """What the marks on the chart mean."""
    return f"{MARKED} {MATCHED if shown.by_date else WHOSE_MONTHS}"
