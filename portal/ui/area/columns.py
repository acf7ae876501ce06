"""The map of what may be missing: the columns, their key, and what is said where the months shown were not inspected."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from portal.bootstrap import library_of
from portal.domain.record.crime import crime_words
from portal.figures.column_list import key_html, list_html
from portal.figures.column_map import column_map_svg, drawn_columns
from portal.services.counted.missing_columns import Column, ColumnMap, column_map, drawn_as_columns
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimates import audited_periods
from portal.ui import state, words
from portal.ui.cache import library
from portal.ui.shared.controls import go
from portal.ui.shared.parts import show_columns


def show_missing_map(selection: Selection) -> None:
    """The columns, or why there are none, with the offer of the year that was inspected."""
    portal = library()
    shown = cached_columns(portal.release, replace(selection, area="", mended=()))
    if not _show_offer(selection, shown) and (shown.notice or shown.drawn_by):
        st.info(f"{shown.drawn_by} {shown.notice}".strip())
    if not shown.columns:
        return
    sector = portal.sector_of(portal.areas[selection.area])
    inside = sector.name if sector and shown.level == "town" else ""
    columns = drawn_columns(shown, inside)
    st.html(key_html(shown, _example(columns, selection, sector.code if sector else "")))
    dark = st.context.theme.type == "dark"
    view = {
        "html": _drawing(portal.release, shown, inside),
        "theme": "dark" if dark else "light",
        "hint": words.COLUMNS_HINT,
        "version": f"{shown.level} {shown.period.first} {shown.period.last} {selection.crime} {selection.spread} {inside}".strip(),
    }
    show_columns(view, state.COLUMNS, on_pick=lambda: _opened(selection))
    if shown.level == "town":
        st.caption(words.TOWNS_OF_SECTOR.format(place=inside) if inside else words.LARGE_TOWNS)


def _show_offer(selection: Selection, shown: ColumnMap) -> bool:
    """Says whose months the columns show, and whether there was need to. Whatever is pressed here, the page's months stay."""
    inspected = audited_periods(library())
    if shown.period != selection.period:
        st.info(words.COLUMNS_ELSEWHERE.format(shown=shown.period.words, page=selection.period.words))
        _offer(words.BACK_TO_RECORDED, replace(selection, measure=words.RECORDED_MAP, columns="", mended=()))
    elif shown.period not in inspected.values() and inspected:
        latest = max(inspected, key=lambda each: inspected[each])
        offer = words.NOT_INSPECTED.format(shown=shown.period.words, other=inspected[latest].words)
        st.info(f"{shown.drawn_by} {offer}".strip())
        with st.container(horizontal=True, gap="small"):
            _offer(f"Show {inspected[latest].words}", replace(selection, columns=latest, mended=()))
            _offer(
                words.BACK_TO_RECORDED, replace(selection, measure=words.RECORDED_MAP, columns="", mended=())
            )
    else:
        return False
    return True


def _offer(label: str, wanted: Selection) -> None:
    st.button(label, on_click=lambda: go(wanted))


def _example(columns: list[Column], selection: Selection, sector: str) -> Column | None:
    """The place a reader looks at, or its sector, or else the first with an estimate."""
    by_code = {column.code: column for column in columns}
    own = by_code.get(selection.area) or by_code.get(sector)
    with_top = next((column for column in columns if column.low is not None), None)
    return own or with_top or next(iter(columns), None)


def _opened(selection: Selection) -> None:
    code = st.session_state[state.COLUMNS].get("picked")
    if code in library().areas:
        go(selection.looking_at(code, library()))


def what_columns_show(selection: Selection) -> str:
    """The rows of the table under the columns, as one phrase."""
    period = drawn_as_columns(library(), selection).period
    return f"What may be missing of {crime_words(selection.crime)}, {period.words}"


@lru_cache(maxsize=200)
def cached_columns(release: str, selection: Selection) -> ColumnMap:
    return column_map(library_of(release), selection)


@lru_cache(maxsize=100)
def _drawing(release: str, shown: ColumnMap, inside: str) -> str:
    """The columns on the map, and the same lying down, of which a screen shows the one that fits it."""
    geodata = library_of(release).geodata
    sectors = json.loads(geodata.content("shapes-sector"))["features"]
    outlines = json.loads(geodata.content(f"shapes-{shown.level}"))["features"]
    places = {outline["id"]: outline for outline in outlines}
    drawn = drawn_columns(shown, inside)
    return str(column_map_svg(shown, sectors, places, inside) + list_html(drawn, shown.tallest))
