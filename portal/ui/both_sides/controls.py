"""Search and filters of the page Both sides, and what its address asks for."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.services.both_sides.claims import claims
from portal.services.both_sides.statements import (
    StatementQuery,
    Thread,
    areas_named,
    found,
    in_order,
    statements,
    thread_of,
)
from portal.ui.both_sides.words import LOCAL_ORDER, ONE_ONLY, ORDER, SIDES, UNKNOWN_THREAD
from portal.ui.cache import library

WORDS, PLACE, SIDE, TOPIC, YEARS = (
    f"both_sides_{name}" for name in ("words", "place", "side", "topic", "years")
)


def reader_area() -> Area | None:
    """The area the address names, if this release has it; a reader from there sees its exchanges first."""
    return library().areas.get(st.query_params.get("area", ""))


def asked_claim() -> str:
    """The claim card the address names; empty when it names none."""
    key = st.query_params.get("thread", "")
    return key if key in {claim.claim_id for claim in claims(library())} else ""


def threads_to_show() -> tuple[tuple[Thread, ...], str]:
    """The exchanges the address and the filters ask for, and the statement to point at."""
    key = st.query_params.get("thread", "")
    one = thread_of(library(), key) if key else None
    if one:
        st.write(ONE_ONLY)
        st.button("Show all exchanges", on_click=_show_all)
        return (one[0],), one[1]
    if key and not asked_claim():
        st.warning(UNKNOWN_THREAD)
    area = reader_area()
    asked = show_filters()
    st.caption(
        ORDER if area is None or area.level == "force" else f"{LOCAL_ORDER.format(name=area.name)} {ORDER}"
    )
    return in_order(library(), asked, area), ""


def _show_all() -> None:
    st.query_params.pop("thread", None)


def show_filters() -> StatementQuery:
    """Words, place, side, topic and years. An exchange that fits is shown whole, so that nobody loses an answer."""
    portal = library()
    years = sorted({int(said.said_on[:4]) for said in statements(portal)})
    topics = sorted({said.topic for said in statements(portal)})
    places = {area.code: area.name for area in areas_named(portal)}
    st.text_input("Search what was found and said", key=WORDS, placeholder="common sense", max_chars=80)
    first, second, third, fourth = st.columns(4)
    with first:
        place = st.selectbox(
            "Place", ["", *places], format_func=lambda code: places.get(code, "Any place"), key=PLACE
        )
    with second:
        side = st.selectbox(
            "Who spoke", ["", *SIDES], format_func=lambda side: SIDES.get(side, "Anyone"), key=SIDE
        )
    with third:
        topic = st.selectbox(
            "Topic", ["", *topics], format_func=lambda topic: topic.capitalize() or "Any topic", key=TOPIC
        )
    with fourth:
        since, until = st.select_slider("Years", years, value=(years[0], years[-1]), key=YEARS)
    asked = StatementQuery(place, side, topic, since, until, st.session_state[WORDS])
    count = len(found(portal, asked))
    st.caption(f"{count} of {len(found(portal, StatementQuery()))} exchanges fit.")
    return asked
