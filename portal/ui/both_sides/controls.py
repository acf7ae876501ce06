"""Search and filters of the page Both sides, and what its address asks for."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.domain.record.area import Area
from portal.markup import render
from portal.services.both_sides.claims import Claim, claims
from portal.services.both_sides.statements import (
    StatementQuery,
    Thread,
    areas_named,
    found,
    in_order,
    places_with_exchanges,
    statements,
    thread_of,
)
from portal.ui.both_sides.words import LOCAL_ORDER, ONE_ONLY, SIDES, TOPICS, UNKNOWN_THREAD
from portal.ui.cache import library

WORDS, CHIP, PLACE, SIDE, SINCE, UNTIL = (
    f"both_sides_{name}" for name in ("words", "chip", "place", "side", "since", "until")
)


def reader_area() -> Area | None:
    """The area the address names, if this release has it; a reader from there sees its exchanges first."""
    return library().areas.get(st.query_params.get("area", ""))


def asked_claim() -> tuple[Claim, ...]:
    """The claim card the address names, if it names one."""
    key = st.query_params.get("thread", "")
    return tuple(claim for claim in claims(library()) if claim.claim_id == key)


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
    shown = in_order(library(), asked, area)
    own = LOCAL_ORDER.format(name=area.name) if area and area.level != "force" else ""
    every = len(found(library(), StatementQuery()))
    st.html(render("both_sides/key.html", count=f"{len(shown)} of {every} exchanges. {own}".strip()))
    return shown, ""


def _show_all() -> None:
    st.query_params.pop("thread", None)


def show_filters() -> StatementQuery:
    """Words, then chips with counts, then the rest. An exchange that fits is shown whole, so that nobody loses an answer."""
    st.text_input(
        "Search what was found and said", key=WORDS, placeholder="Such as “common sense”", max_chars=80
    )
    chips = _chips()
    st.session_state.setdefault(CHIP, "")
    chip = st.pills(
        "Which exchanges",
        list(chips),
        format_func=lambda one: chips[one],
        key=CHIP,
        label_visibility="collapsed",
    )
    with st.expander("More choices"):
        asked = _show_further()
    words = st.session_state[WORDS]
    if chip in TOPICS:
        return replace(asked, topic=chip, words=words)
    return replace(asked, area=chip or asked.area, words=words)


def _chips() -> dict[str, str]:
    """What each chip asks for, and its words with the number of exchanges behind it."""
    portal = library()
    counted = {"": ("All", StatementQuery())}
    counted |= {topic: (name, StatementQuery(topic=topic)) for topic, name in TOPICS.items()}
    counted |= {
        area.code: (area.name, StatementQuery(area=area.code)) for area in places_with_exchanges(portal)
    }
    numbers = {key: (name, len(found(portal, asked))) for key, (name, asked) in counted.items()}
    return {key: f"{name} {count}" for key, (name, count) in numbers.items() if count}


def _show_further() -> StatementQuery:
    portal = library()
    years = sorted({int(said.said_on[:4]) for said in statements(portal)})
    places = {area.code: area.name for area in areas_named(portal)}
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
        since = st.selectbox("From", years, key=SINCE)
    with fourth:
        until = st.selectbox("To", years[::-1], key=UNTIL)
    return StatementQuery(place, side, "", since, until)
