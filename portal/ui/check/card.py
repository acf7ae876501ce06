"""The figure card: number with its range first, the sentence to print, the caveats that matter, the citations."""

from __future__ import annotations

import streamlit as st

from portal.figures.range_bar import range_image, range_of
from portal.markup import render
from portal.services.checking.card import Card
from portal.ui import words
from portal.ui.check.words import CHECKSUM_HELP, COUNTED_FROM
from portal.ui.shared.parts import Copy, show_copies, show_copying


def show_card(card: Card, release_note: str) -> None:
    """What it is of, the number, the range to scale, the sentence with its copy button, five links, the first caveat."""
    figure = card.figure
    modelled = figure.basis.kind in ("audited", "scenario")
    sure = (
        f"{card.kind}. How sure: {words.LABEL_NAMES[figure.label]}." if figure.basis.kind == "audited" else ""
    )
    drawn = range_of(card)
    st.html(
        render(
            "check/card.html", card=card, is_modelled=modelled, sure=sure,
            bar=range_image(drawn, st.context.theme.type or "light") if drawn else "",
            keys=drawn.key if drawn else "",
            query=card.question.query(figure.release),
            note=figure.caveats[0] if modelled and figure.caveats else COUNTED_FROM,
        )
    )  # fmt: skip
    if release_note:
        st.caption(release_note)
    show_copying("copying_figure")


def show_more(card: Card) -> None:
    """Every caveat, and for a modelled figure what it rests on."""
    modelled = card.figure.basis.kind in ("audited", "scenario")
    more = (*card.figure.caveats, *([card.figure.basis.sentence] if modelled else []))
    st.markdown("\n".join(f"- {caveat}" for caveat in more))


def show_citations(card: Card) -> None:
    """Short, full, and the command that prints the same figure."""
    show_copies(
        [
            Copy("Short citation", card.short_citation, "Copy the short citation"),
            Copy("Full citation", card.full_citation, "Copy the full citation"),
            Copy("A link that names this release", card.link, "Copy the link", is_code=True),
            Copy(
                "The same figure from the command line",
                card.command,
                "Copy the command",
                is_code=True,
            ),
        ],
        "copy_citations",
    )
    st.caption(f"{CHECKSUM_HELP} Here it is {card.checksum}.")
