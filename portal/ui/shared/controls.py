"""The controls of the area page. The address is the one truth: controls are set from it and write to it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.bootstrap.forces import elsewhere
from portal.domain.record.measure import MEASURES, ON_THE_MAP, PER_RESIDENTS, UNRECORDED
from portal.domain.record.period import Period, month_words
from portal.markup import render
from portal.measures.change import latest_complete_year
from portal.services.counted.periods import periods_to_choose
from portal.services.library.examples import search_example
from portal.services.library.library import Library
from portal.services.library.selection import KEYS, Selection, default_selection, own_level, read_selection
from portal.services.search.answer import SearchAnswer, search
from portal.services.search.found import Offer
from portal.ui import state, words
from portal.ui.cache import library
from portal.ui.shared.parts import show_suggestions

CUSTOM = "Choose months…"


def current_selection() -> Selection:
    """What the address asks for, with every control set to agree with it."""
    selection = read_selection(
        library(), {key: st.query_params[key] for key in KEYS if key in st.query_params}
    )
    st.session_state[state.CRIME] = selection.crime
    st.session_state[state.MEASURE] = UNRECORDED if selection.is_estimated else PER_RESIDENTS.name
    st.session_state[state.LEVEL] = selection.level
    st.session_state[state.SPREAD] = selection.spread
    st.session_state[state.LENS] = selection.inspection
    if selection.mended:
        st.warning(selection.mended_words)
    return selection


def go(selection: Selection) -> None:
    """Writes the view to the address, leaving out what is the default, so that the address stays short."""
    portal = library()
    # What it was set beside may be the very place or months that are chosen now.
    if selection.beside in (selection.area, selection.period.first):
        selection = replace(selection, beside="")
    default = default_selection(portal).address() | {"level": own_level(portal, selection.area)}
    kept = {"release": st.query_params["release"]} if "release" in st.query_params else {}
    wanted = {
        key: value for key, value in selection.address().items() if key != "area" and value != default[key]
    }
    # Without a place the address is the landing's, whose map is of the whole force.
    on_landing = "area" not in st.query_params and selection.area == portal.force.code
    place = {} if on_landing else {"area": selection.area}
    # One write, so that one choice is one step of the browser's Back button.
    st.query_params.from_dict(kept | place | wanted)


def show_search(selection: Selection) -> None:
    """One box for a postcode, a place, or what somebody read; says what it understood and what else was near."""

    def look() -> None:
        found = search(library(), st.session_state[state.SEARCH], elsewhere)
        st.session_state[state.FOUND] = found
        if found.area:
            go(selection.looking_at(found.area.code, library()))

    with (
        st.container(key="find-place"),
        st.form("find", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        st.text_input(
            words.SEARCH_LABEL, key=state.SEARCH, placeholder=search_example(library()), max_chars=80
        )
        st.form_submit_button("Find", on_click=look, type="primary")
    show_suggestions(state.SEARCH, library().release)
    found: SearchAnswer | None = st.session_state.get(state.FOUND)
    if found and (found.area is None or found.area.code == selection.area):
        st.html(render("area/found.html", sentence=found.sentence, printed=found.printed))
        show_offers(found.choices, selection)


def show_offers(offers: tuple[Offer, ...], selection: Selection) -> None:
    """A button for each place that may be meant."""
    if not offers:
        return
    with st.container(horizontal=True, gap="small"):
        for offer in offers:
            st.button(
                offer.words,
                key=f"others-{offer.area.code}",
                on_click=lambda code=offer.area.code: go(selection.looking_at(code, library())),
            )


def show_controls(selection: Selection) -> None:
    """Crime and period, and the switch of the map; each writes to the address."""
    with st.container(key="place-controls"):
        left, right = st.columns(2, gap="small")
    with left:
        choose("Crime type", state.CRIME, words.CRIME_NAMES, "crime", selection)
    with right:
        show_period(selection, library())
    show_switch(selection)


def show_level(selection: Selection) -> None:
    choose("Map by", state.LEVEL, words.LEVEL_NAMES, "level", selection, words.LEVEL_HELP)


def show_switch(selection: Selection) -> None:
    """Recorded, or what may be missing. The months never change with it: where they were not inspected the map says so."""

    def chosen() -> None:
        go(replace(selection, measure=st.session_state[state.MEASURE], columns="", mended=()))

    st.radio(
        "Show on the map",
        ON_THE_MAP,
        format_func=lambda choice: MEASURES[choice].words,
        key=state.MEASURE,
        on_change=chosen,
        horizontal=True,
        label_visibility="collapsed",
    )


def choose(
    label: str, key: str, names: dict[str, str], field: str, selection: Selection, help: str | None = None
) -> None:
    def chosen() -> None:
        go(replace(selection, **{field: st.session_state[key]}, mended=()))

    st.selectbox(
        label, list(names), format_func=lambda choice: names[choice], key=key, on_change=chosen, help=help
    )


def show_period(selection: Selection, portal: Library) -> None:
    known = {f"{p.first}/{p.last}": p for p in periods_to_choose(portal)}
    year = latest_complete_year(portal.record)
    now = f"{selection.period.first}/{selection.period.last}"
    st.session_state[state.PERIOD] = now if now in known else CUSTOM
    custom = st.session_state[state.PERIOD] == CUSTOM

    def chosen() -> None:
        picked = st.session_state[state.PERIOD]
        # Choosing months starts from the last month of what was shown, which is always held.
        period = known.get(picked) or Period(selection.period.last, selection.period.last)
        go(replace(selection, period=period, columns="", mended=()))

    def name(choice: str) -> str:
        return words.period_name(known[choice], year) if choice in known else CUSTOM

    st.selectbox("Period", [*known, CUSTOM], format_func=name, key=state.PERIOD, on_change=chosen)
    if custom:
        _show_months(selection, portal)


def _show_months(selection: Selection, portal: Library) -> None:
    months = portal.record.supplied_months
    st.session_state[state.FROM_MONTH], st.session_state[state.TO_MONTH] = (
        selection.period.first,
        selection.period.last,
    )

    def chosen() -> None:
        first, last = sorted((st.session_state[state.FROM_MONTH], st.session_state[state.TO_MONTH]))
        go(replace(selection, period=Period(first, last), columns="", mended=()))

    for label, key, value in (
        ("From", state.FROM_MONTH, selection.period.first),
        ("To", state.TO_MONTH, selection.period.last),
    ):
        options = months if value in months else sorted([*months, value])
        st.selectbox(label, options, format_func=month_words, key=key, on_change=chosen)
