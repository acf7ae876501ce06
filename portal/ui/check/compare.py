"""The figure's place set beside another one, or beside another period of its own, on one trend; the address carries it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.figures.trends.pair_chart import pair_image
from portal.figures.trends.pair_marks import marks_of
from portal.figures.trends.pair_picture import marked
from portal.services.checking.card import Card
from portal.services.checking.pair import Pair, PairAsked, pair
from portal.services.checking.pair_rows import Cell, modelled_of, table_of
from portal.services.counted.change import METHOD
from portal.services.counted.set_beside import offered
from portal.services.library.selection import Selection, period_from
from portal.services.search.places import find_place
from portal.ui import state
from portal.ui.cache import library
from portal.ui.check.words import (
    AS_FILES,
    COMPARE_MODELLED,
    COMPARED_SHEETS,
    NO_AREA,
    NO_PERIOD,
    SET_BESIDE_HELP,
)
from portal.ui.shared.controls import go
from portal.ui.shared.parts import show_table
from portal.ui.shared.periods import other_periods
from portal.ui.words import fault_words


def show_comparisons(card: Card, selection: Selection) -> None:
    """Recorded crime, whatever the measure: an estimate has nothing of its own to compare."""
    if card.question.measure == "unrecorded":
        st.write(COMPARE_MODELLED)
    period, area = st.columns(2, gap="large")
    with period:
        _show_periods(selection)
    with area:
        _show_areas(selection)
    if not selection.beside:
        return
    try:
        asked = PairAsked(selection.area, selection.beside, selection.period, selection.crime)
        _show(pair(library(), asked))
    except BadRequest as error:
        st.warning(fault_words(error))


def _show_periods(selection: Selection) -> None:
    now = period_from(selection.beside, selection.period)
    held = dict.fromkeys([*other_periods(library(), selection.period), *([now] if now else [])])
    st.session_state[state.COMPARE_PERIOD] = now

    def chosen() -> None:
        picked: Period | None = st.session_state[state.COMPARE_PERIOD]
        go(replace(selection, beside=picked.first if picked else "", mended=()))

    st.selectbox(
        "With another period", list(held), index=None, format_func=lambda p: p.words, placeholder=NO_PERIOD,
        key=state.COMPARE_PERIOD, on_change=chosen,
    )  # fmt: skip


def _show_areas(selection: Selection) -> None:
    portal = library()
    choices = offered(portal, portal.areas[selection.area], selection.period)
    now = selection.beside if selection.beside in portal.areas else None
    if now:
        choices.setdefault(now, portal.areas[now].name)
    st.session_state[state.COMPARE_AREA] = now
    st.selectbox(
        "With another area", list(choices), index=None, format_func=lambda code: choices.get(code, code),
        placeholder=NO_AREA, key=state.COMPARE_AREA, on_change=lambda: _choose_area(selection),
        accept_new_options=True, help=SET_BESIDE_HELP,
    )  # fmt: skip
    missed = st.session_state.pop(state.COMPARE_NOT_FOUND, "")
    if missed:
        st.warning(missed)


def _choose_area(selection: Selection) -> None:
    """A place offered, or one found by what was typed; what was not found leaves everything as it is and is said."""
    typed = st.session_state[state.COMPARE_AREA] or ""
    code = typed
    if typed and typed not in library().areas:
        found = find_place(library(), typed)
        if found.area is None:
            st.session_state[state.COMPARE_NOT_FOUND] = found.sentence
            return
        code = found.area.code
    go(replace(selection, beside=code, mended=()))


def _show(shown: Pair) -> None:
    """The sentence first, then the chart, what it shows, its tables and its files."""
    portal = library()
    st.write(shown.sentence)
    marks = marks_of(shown, portal.events)
    st.html(pair_image(shown, marks, "dark" if st.context.theme.type == "dark" else "light"))
    st.caption(f"{shown.note} {marked(shown)}")
    st.caption(shown.caveat or shown.why_no_range)
    with st.expander(COMPARED_SHEETS):
        _show_rows("Recorded by month", table_of(shown), "pair_months", numeric=True)
        if shown.ranges:
            _show_rows("May be missing: modelled", modelled_of(shown), "pair_ranges", numeric=False)
    if not shown.by_date:
        st.caption(METHOD)
    st.markdown(AS_FILES.format(query=shown.asked.query(shown.release)))


def _show_rows(caption: str, table: tuple[list[str], list[list[Cell]]], key: str, *, numeric: bool) -> None:
    headings, rows = table
    columns = [
        {"label": headings[0], "heading": True},
        *({"label": label, "numeric": numeric} for label in headings[1:]),
    ]
    show_table(caption, columns, rows, key, height=360 if numeric else 0, missing="missing")
