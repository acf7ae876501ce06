"""Beyond the usual ups and downs? Two periods side by side, with "cannot tell" as an honest answer."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.services.counted.change import METHOD
from portal.services.counted.profile import broader
from portal.services.library.selection import Selection
from portal.ui import state
from portal.ui.area.kept import cached_change, cached_comparable
from portal.ui.cache import library


def show_real_change(area: Area, selection: Selection) -> None:
    """The chosen period against another one. Not drawn where a known break in the record forbids every answer."""
    portal = library()
    of = broader(portal, area) if len(selection.period) < 12 or selection.crime != "all" else area
    others = cached_comparable(portal.release, selection.period)
    if not others:
        return
    st.header("Beyond the usual ups and downs?")
    other = st.selectbox("Compare with", others, format_func=lambda p: p.words, key=state.OTHER_PERIOD)
    st.write(cached_change(portal.release, of.code, selection.crime, selection.period, other).sentence)
    st.caption(METHOD)
