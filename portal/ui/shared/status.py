"""One line beside the controls that says what a choice has changed, for those who see it and those who hear it."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.crime import crime_words
from portal.domain.record.figure import Figure
from portal.markup import render
from portal.services.library.numbers import number
from portal.services.library.selection import Selection
from portal.ui import state, words


def show_change(selection: Selection, figure: Figure) -> None:
    """Empty until a reader has chosen something, so that the line is there before it is filled: else it is not read out."""
    now = (selection.area, selection.period.words, selection.crime, selection.is_estimated, selection.level)
    before = st.session_state.get(state.SHOWN)
    st.session_state[state.SHOWN] = now
    if before is None or before[0] != now[0]:
        said = ""
    elif before != now:
        said = _said(before, now, figure)
        st.session_state[state.SHOWN_WORDS] = said
    else:
        said = st.session_state.get(state.SHOWN_WORDS, "")
    st.html(render("area/changed.html", said=said))


def _said(before: tuple[object, ...], now: tuple[object, ...], figure: Figure) -> str:
    if before[3] != now[3]:
        return "The map shows what may be missing." if now[3] else "The map shows what was recorded."
    if before[1:3] == now[1:3]:
        return f"Map by {words.LEVEL_NAMES[str(now[4])].lower()}."
    what = crime_words(figure.crime, int(figure.value or 0))
    counted = "no figure" if figure.value is None else f"{number(figure.value)} {what}"
    return f"Now shown: {counted}, {figure.period.words}."
