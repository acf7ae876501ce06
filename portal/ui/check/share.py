"""The figure elsewhere: a picture, a frame for another site, and the same figure in other forms."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from portal.domain.record.crime import crime_words
from portal.figures.frame_height import card_height
from portal.markup import render
from portal.services.checking.card import Card
from portal.ui.cache import here
from portal.ui.check.words import EMBED_HELP
from portal.ui.shared.parts import Copy, show_copies

# What the frame of a map is asked for, and its height with a note of several lines in a column 320 px wide.
MAP_KEYS, MAP_HEIGHT = ("area", "from", "to", "crime"), 900


def show_picture(card: Card) -> None:
    """The picture as it would be printed, with both files."""
    st.html(render("check/picture.html", card=card, query=card.question.query(card.figure.release)))


def show_embeds(card: Card) -> None:
    st.markdown(EMBED_HELP)
    show_copies(
        [
            Copy("Live", embed_code(card, ""), "Copy the live code", is_code=True),
            Copy("Frozen", embed_code(card, card.figure.release), "Copy the frozen code", is_code=True),
            Copy("Map, live", map_code(card), "Copy the code of the map", is_code=True),
        ],
        "copy_embeds",
    )


def embed_code(card: Card, release: str) -> str:
    address = f"{here()}/embed/figure?{card.question.query(release)}"
    return render("check/embed_code.html", address=address, title=card.title, height=card_height(card))


def map_code(card: Card) -> str:
    """The map of recorded crime around the place, whatever measure the card is of."""
    keys = card.question.address()
    address = f"{here()}/embed/map?{urlencode({key: keys[key] for key in MAP_KEYS}, safe=':')}"
    title = f"Map of recorded {crime_words(card.question.crime)}, {card.question.period.words}"
    return render("check/embed_code.html", address=address, title=title, height=MAP_HEIGHT)


def show_other_forms(card: Card) -> None:
    """The same figure for programs, for whoever runs no scripts, and on the map."""
    query = card.question.query(card.figure.release)
    st.markdown(
        f"- [This figure as a plain page, without scripts](figure?{query})\n"
        f"- [This figure as JSON](api/v1/figure?{query})\n"
        f"- [Everything about {card.figure.area.name} on one plain page](area/{card.figure.area.code})\n"
        f"- [A sentence to print for every sector, as CSV](download/sentences.csv?level=sector&{_of_any(card)})\n"
        f"- [The map and the rest](./?{card.question.query()})"
    )


def _of_any(card: Card) -> str:
    """The question without its place, fixed to the release."""
    keys = card.question.address(card.figure.release)
    return urlencode({key: value for key, value in keys.items() if key != "area"})
