"""The figure beside another period, with a word where there is one, and beside another area, with none."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.services.checking.card import Card
from portal.services.counted.beside import areas_compared
from portal.services.counted.change import METHOD, change_between
from portal.ui import state
from portal.ui.cache import library
from portal.ui.check.words import COMPARE_MODELLED, NO_AREA, NO_PERIOD
from portal.ui.shared.periods import other_periods


def show_comparisons(card: Card) -> None:
    """Recorded crime, whatever the measure: an estimate has nothing of its own to compare."""
    portal, asked = library(), card.question
    if asked.measure == "unrecorded":
        st.write(COMPARE_MODELLED)
    period, area = st.columns(2, gap="large")
    with period:
        held = [None, *other_periods(portal, asked.period)]
        other = st.selectbox(
            "With another period",
            held,
            format_func=lambda p: p.words if p else NO_PERIOD,
            key=state.COMPARE_PERIOD,
        )
        if other:
            st.write(change_between(portal, asked.area, asked.crime, asked.period, other).sentence)
    with area:
        choices = {"": NO_AREA} | {code: place.name for code, place in _like(card.figure.area).items()}
        chosen = st.selectbox(
            "With another area", list(choices), format_func=lambda code: choices[code], key=state.COMPARE_AREA
        )
        if chosen:
            st.write(areas_compared(portal, asked.area, chosen, asked.period, asked.crime).sentence)
    st.caption(METHOD)


def _like(area: Area) -> dict[str, Area]:
    """The areas of the same level, and for the small ones those of the same sector; the force area after them."""
    portal = library()
    sector = portal.sector_of(area)
    near = {
        code: other
        for code, other in portal.areas.items()
        if other.level == area.level and other != area and other.geography in ("both", area.geography)
        and (area.level in ("sector", "town") or portal.sector_of(other) == sector)
    }  # fmt: skip
    if area.level == "force":
        near = {code: other for code, other in portal.areas.items() if other.level == "sector"}
    return dict(sorted(near.items(), key=lambda item: item[1].name))
