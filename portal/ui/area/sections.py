"""The head of a place's page and what is kept behind "More choices": where it is, its answer, and places like it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.domain.record.area import Area
from portal.domain.record.crime import crime_words
from portal.domain.record.figure import Figure
from portal.figures.place_cards import place_head
from portal.services.counted import sentences
from portal.services.library.selection import Selection
from portal.ui.area.answer_card import cached_answer, show_answer
from portal.ui.area.kept import cached_neighbours, cached_similar, cached_spread_chart
from portal.ui.cache import library
from portal.ui.shared.charts import show_chart


def show_place(area: Area) -> None:
    """Where we are: what it lies in, its name, and the parts of the page."""
    above = library().lineage(area)[:-1]
    release = st.query_params.get("release", "")
    st.html(place_head(above, area, release))


def show_headline(figure: Figure, selection: Selection) -> None:
    """The answer card; where the address names nothing of the answer, it is the newest whole year's."""
    show_answer(figure, cached_answer(library().release, replace(selection, mended=())))


def show_similar(area: Area, selection: Selection) -> None:
    """Where the area lies among areas like it: a spread, not a rank."""
    found = cached_similar(library().release, selection, area)
    named = cached_neighbours(library().release, area)
    if named:
        st.write(named)
    if found is None:
        return
    sentence = sentences.spread_sentence(area, found.own, found)
    st.write(sentence)
    what = f"Recorded {crime_words(selection.crime)} per 1,000 residents"
    dark = st.context.theme.type == "dark"
    chart = cached_spread_chart(library().release, selection, area, what, dark)
    if chart:
        show_chart(chart, sentence, "spread")
