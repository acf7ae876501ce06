"""What the page Check a figure is asked: the controls, and whether a link is fixed to a release."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.domain.record.measure import FIGURE_MEASURES
from portal.services.counted.question import Question
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import default_period
from portal.services.unrecorded.estimates import audited_periods, lenses
from portal.services.unrecorded.figure import inspection_names
from portal.ui import state, words
from portal.ui.cache import library
from portal.ui.check.words import FIGURE_NAMES, FROZEN_HERE, NO_LENS
from portal.ui.shared.controls import choose, go, show_period, show_search


def release_note() -> str:
    """Says that the link is fixed to the release shown; empty where the address names none."""
    return FROZEN_HERE.format(release=library().release) if st.query_params.get("release") else ""


def show_question(selection: Selection) -> None:
    """Place, months, crimes, measure; and for an estimate whose rate and how much places may differ."""
    where, when, what = st.columns([2, 1, 1], vertical_alignment="bottom")
    with where:
        show_search(selection)
    with when:
        show_period(selection, library())
    with what:
        choose("Crime type", state.CRIME, words.CRIME_NAMES, "crime", selection, words.CRIME_HELP)
    measure, lens = st.columns(2)
    with measure:
        _show_measure(selection)
    if selection.is_estimated:
        with lens:
            _show_lens(selection)


def _show_measure(selection: Selection) -> None:
    st.session_state[state.CHECK_MEASURE] = Question.of(selection).measure

    def chosen() -> None:
        measure = st.session_state[state.CHECK_MEASURE] or "recorded"
        go(with_period_for_estimates(replace(selection, measure=measure, mended=())))

    st.radio(
        "Which number",
        list(FIGURE_MEASURES),
        format_func=lambda choice: FIGURE_NAMES[choice],
        key=state.CHECK_MEASURE,
        on_change=chosen,
        horizontal=True,
    )


def _show_lens(selection: Selection) -> None:
    """An audited year needs no lens; any other months need one, and then give a scenario."""
    portal = library()
    if selection.period in audited_periods(portal).values() and not selection.inspection:
        choose(
            "How much may places differ?",
            state.SPREAD,
            words.SPREAD_NAMES,
            "spread",
            selection,
            words.SPREAD_HELP,
        )
        return
    names = {"": NO_LENS} | {key: inspection_names(portal)[key] for key in lenses(portal, selection.crime)}
    if selection.inspection not in names:
        st.session_state[state.LENS] = ""
    choose("Whose recording rate", state.LENS, names, "inspection", selection)


def with_period_for_estimates(selection: Selection) -> Selection:
    """A reader who turns to an estimate is taken to the audited year; any other period needs an inspection named."""
    audited = default_period(library())
    if (
        selection.is_estimated
        and not selection.inspection
        and audited
        and selection.period not in audited_periods(library()).values()
    ):
        return replace(selection, period=audited)
    return selection
