"""The card of what was recorded: the number, one sentence that compares it, and the strip it is read from."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from portal import bootstrap
from portal.bootstrap import library_of
from portal.domain.record.figure import Figure
from portal.figures.place_cards import answer_card
from portal.services.counted.answer import PlaceAnswer, answer
from portal.services.library.selection import Selection
from portal.ui.cache import cached_figure


@lru_cache(maxsize=2000)
def cached_answer(release: str, selection: Selection) -> PlaceAnswer:
    shown = cached_figure(release, selection.area, selection.period, selection.crime)
    return answer(library_of(release), selection, shown)


def show_answer(figure: Figure, found: PlaceAnswer) -> None:
    """The number first; where there is none, why, in the same place."""
    named = st.query_params.get("release", "")
    st.html(answer_card(library_of(figure.release), figure, found, named, bootstrap.now().date()))
