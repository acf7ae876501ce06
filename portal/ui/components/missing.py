"""What inspectors say may be missing from the record here: the audited year, and a lens for any other period."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from portal.domain.figure import Figure
from portal.services.selection import Selection
from portal.services.unrecorded import audited_periods, lenses
from portal.services.unrecorded_figure import inspection_names
from portal.ui import state, words
from portal.ui.cache import cached_unrecorded, library
from portal.ui.components.controls import go


def show_missing(selection: Selection) -> None:
    """The estimate for the audited year, how wide it is and why, then the scenario for the period on screen."""
    st.header("What may be missing from the record")
    audited = audited_periods(library())
    if not audited:
        st.write("No inspection of crime recording is held for this force.")
        return
    period = selection.period if selection.period in audited.values() else max(audited.values())
    figure = cached_unrecorded(library().release, replace(selection, period=period, inspection="", mended=()))
    st.write(
        f"Inspectors checked how much reported crime the force records. The year they last checked is {period.words}; this is about {words.CRIME_NAMES[selection.crime].lower()}:"
    )
    if figure.label == "not_shown":
        st.write(figure.sentence)
    else:
        _show_modelled(figure)
        _show_spread(selection)
        _show_caveats(figure)
    if selection.period not in audited.values():
        _show_lens(selection)


def _show_modelled(figure: Figure) -> None:
    """A modelled sentence in a dashed frame, so that it never looks like a count."""
    st.html(
        '<p style="border:2px dashed #8a5a9e;border-radius:4px;padding:.6rem .8rem;margin:0;font-size:1.15rem;'
        f'line-height:1.4;max-width:50em">{escape(figure.sentence)}</p>'
    )


def _show_caveats(figure: Figure) -> None:
    for caveat in figure.caveats[:3]:
        st.markdown(f"- {caveat}")
    if figure.caveats[3:]:
        with st.expander("More about this estimate"):
            st.markdown("\n".join(f"- {caveat}" for caveat in figure.caveats[3:]))
            st.markdown(f"- {figure.basis.sentence}")


def _show_spread(selection: Selection) -> None:
    def chosen() -> None:
        go(replace(selection, spread=st.session_state[state.SPREAD] or "default", mended=()))

    st.radio(
        "How much may recording differ between places?",
        list(words.SPREAD_NAMES),
        format_func=lambda choice: words.SPREAD_NAMES[choice],
        key=state.SPREAD,
        on_change=chosen,
        horizontal=True,
        help=words.SPREAD_HELP,
    )


def _show_lens(selection: Selection) -> None:
    """The rates of one inspection on months it did not audit: opt-in, worded as a scenario, with the other rates beside it."""
    portal = library()
    area = portal.areas[selection.area]
    if area.level in ("msoa", "lsoa") or not lenses(portal, selection.crime):
        st.write(f"For {selection.period.words} there is no estimate here either.")
        return
    names = {"": "No lens"} | {key: inspection_names(portal)[key] for key in lenses(portal, selection.crime)}
    if selection.inspection not in names:
        st.session_state[state.LENS] = ""

    def chosen() -> None:
        go(replace(selection, inspection=st.session_state[state.LENS], mended=()))

    st.selectbox(
        f"For {selection.period.words} there is no estimate. See what an inspection's rate would mean:",
        list(names),
        format_func=lambda choice: names[choice],
        key=state.LENS,
        on_change=chosen,
    )
    if selection.inspection in names and selection.inspection:
        figure = cached_unrecorded(portal.release, selection)
        _show_modelled(figure)
        _show_caveats(figure)
