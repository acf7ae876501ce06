"""Real change? Two periods side by side, with "cannot tell" as an honest answer."""

from __future__ import annotations

import streamlit as st

from portal.domain.area import Area
from portal.domain.period import Period
from portal.services.change import METHOD, periods_to_compare
from portal.services.library import Library
from portal.services.profile import broader
from portal.services.selection import Selection
from portal.ui import state, words
from portal.ui.cache import library
from portal.ui.profile_cache import cached_change


def show_real_change(area: Area, selection: Selection) -> None:
    """The chosen period against another one, whether the difference is more than chance, and what could be told at all."""
    portal = library()
    of = broader(portal, area) if len(selection.period) < 12 or selection.crime != "all" else area
    others = other_periods(portal, selection.period)
    if not others:
        return
    st.header("Real change?")
    other = st.selectbox("Compare with", others, format_func=lambda p: p.words, key=state.OTHER_PERIOD)
    st.write(cached_change(portal.release, of.code, selection.crime, selection.period, other).sentence)
    st.caption(METHOD)


def other_periods(portal: Library, period: Period) -> list[Period]:
    """The same months of other years, then whole years of the same length wherever they start."""
    whole_years = [p for p in words.all_periods(portal) if len(p) == len(period) and len(p) % 12 == 0]
    return [p for p in dict.fromkeys([*periods_to_compare(portal, period), *whole_years]) if p != period]
