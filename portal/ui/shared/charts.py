"""A chart that is drawn where a reader comes near it: the library that draws it is the largest part of a page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from portal.markup import render

_SIGHT = st.components.v2.component(
    "portal.in_sight", html='<div class="sight"></div>', css=".sight { height: 1px; }", js="in_sight.js"
)
# Of a chart that names no height of its own, in pixels.
_USUAL = 300


def _nothing() -> None:
    """The framework gives a part's answer an attribute only when a callback is named for it."""


@st.fragment
def show_chart(spec: dict[str, Any], alt: str, key: str) -> None:
    """A Vega-Lite chart as wide as its place. Until it is near, its room is kept and `alt` says what it shows."""
    told = st.session_state.get(f"sight-{key}") or {}
    seen = bool(told.get("seen"))
    _SIGHT(data={"seen": seen}, key=f"sight-{key}", on_seen_change=_nothing)
    if seen:
        st.vega_lite_chart(spec=spec, width="stretch", alt=alt)
        return
    height = spec.get("height", _USUAL)
    st.html(render("chart_place.html", alt=alt, height=height if isinstance(height, int) else _USUAL))
