"""The figure card: number with its range first, the sentence to print, the caveats that matter, the citations."""

from __future__ import annotations

from html import escape

import streamlit as st

from portal.figures.range_bar import range_image, range_of
from portal.services.checking.card import Card
from portal.ui import words
from portal.ui.check.words import CHECKSUM_HELP
from portal.ui.shared.parts import Copy, show_copies

_MODELLED = "border:2px dashed #8a5a9e;border-radius:4px;padding:.7rem .9rem"
_COUNTED = "border-left:6px solid #2073BC;padding:.2rem .9rem"


def show_card(card: Card, release_note: str) -> None:
    """What it is of, the number, the range to scale, the sentence with its copy button, at most three caveats."""
    figure = card.figure
    st.header(card.title, anchor="figure")
    modelled = figure.basis.kind in ("audited", "scenario")
    sure = f" How sure: {words.LABEL_NAMES[figure.label]}." if figure.basis.kind == "audited" else ""
    st.html(
        f'<div style="{_MODELLED if modelled else _COUNTED}"><p style="margin:0">{escape(card.kind)}.{escape(sure)}</p>'
        f'<p style="font-size:2rem;line-height:1.2;font-weight:700;margin:.2rem 0" data-headline="">{escape(card.headline)}</p>'
        f"{_bar(card)}</div>"
    )
    if release_note:
        st.caption(release_note)
    show_copies([Copy("A sentence to print", card.quote, "Copy the sentence")], "copy_sentence")
    st.markdown("\n".join(f"- {caveat}" for caveat in figure.caveats[:3]))
    more = (*figure.caveats[3:], *([figure.basis.sentence] if modelled else []))
    if more:
        with st.expander("More to know about this figure"):
            st.markdown("\n".join(f"- {caveat}" for caveat in more))


def _bar(card: Card) -> str:
    drawn = range_of(card)
    if drawn is None:
        return ""
    return f'{range_image(drawn, st.context.theme.type == "dark")}<p style="font-size:.875rem;margin:.2rem 0 0">{drawn.key}</p>'


def show_citations(card: Card) -> None:
    """Short, full, and the command that prints the same figure."""
    st.header("Cite it, rebuild it")
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
