"""The map of the chosen view: what is coloured how, and what a click does."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.crime import crime_words
from portal.figures.legend import in_short, legend
from portal.markup.tokens import map_colours
from portal.services.counted.area_map import AreaMap, drawn_for, in_view, marked_as
from portal.services.counted.map_values import NO_FIGURE
from portal.services.library.numbers import rate
from portal.services.library.selection import KEYS, Selection
from portal.ui import state, words
from portal.ui.area.columns import show_missing_map, what_columns_show
from portal.ui.cache import (
    cached_figure,
    cached_map,
    cached_map_values,
    cached_positions,
    library,
    map_files,
)
from portal.ui.shared.controls import go
from portal.ui.shared.parts import show_map


def show_area_map(selection: Selection, is_choice: bool = False) -> None:
    """The map with its legend, and why it is not what was asked for where that is so.

    `is_choice`: the map of the landing, where a press opens the area at once instead of saying its number first.
    """
    if selection.is_estimated:
        show_missing_map(selection)
        return
    shown = cached_map(library().release, selection)
    if shown.notice:
        st.info(shown.notice)
    _show_map(selection, shown, is_choice)


def picked(selection: Selection, key: str) -> None:
    """Opens the area a reader chose on the map or in the table."""
    code = st.session_state[key].get("picked")
    if code in library().areas:
        go(selection.looking_at(code, library()))


def colours_of(shown: AreaMap) -> list[str]:
    """One for each class, in the reader's theme."""
    return map_colours("dark" if st.context.theme.type == "dark" else "light")[: shown.classes.count]


def what_is_shown(selection: Selection) -> str:
    """The measure, the crimes and the period as one phrase."""
    if selection.is_estimated:
        return what_columns_show(selection)
    unit = selection.measured.unit_of_residents
    return f"Recorded {crime_words(selection.crime)}{unit}, {selection.period.words}"


def _show_map(selection: Selection, shown: AreaMap, is_choice: bool) -> None:
    portal = library()
    position = cached_positions(portal.release, shown.level)
    painted = cached_map_values(portal.release, selection)
    values = selection.address()
    drawn = drawn_for(portal, selection.area, shown.level)
    chosen = [position[code] for code in drawn if code in position]
    focus = [position[code] for code in in_view(portal, selection.area, shown.level) if code in position]
    sector = portal.sector_of(portal.areas[selection.area])
    marks = cached_figure(
        portal.release, marked_as(portal, selection.area, drawn), selection.period, selection.crime
    )
    own, value = marks.area.name, marks.per_1000
    colours, what = colours_of(shown), what_is_shown(selection)
    view = {
        "version": " ".join(values[key] for key in KEYS[:6]),
        "classes": painted.classes,
        # One text instead of a thousand: most of what a change of filter sends is this line.
        "texts": painted.texts,
        "none": NO_FIGURE,
        "unit": selection.measured.unit_of_residents,
        "colours": colours,
        "theme": "dark" if st.context.theme.type == "dark" else "light",
        "chosen": chosen,
        # The two are often the same few hundred areas; then they are sent once.
        "focus": None if focus == chosen else focus,
        "sector": sector.code if sector else "",
        "flag": [own, "no figure" if value is None else f"{rate(value)} per 1,000"] if chosen else None,
    }
    marked = "" if value is None else f"{own} {rate(value)}"
    level = words.LEVEL_NAMES[shown.level].lower()
    data = {
        "src": map_files().pages[shown.level],
        "title": f"Map of {level}: {what}. A table on this page has the same figures.",
        "view": view,
        "key": str(legend(in_short(selection), shown, colours, marked, value, not is_choice)),
        "opens": is_choice,
        "hint": "",
    }
    show_map(data, state.MAP, on_pick=lambda: picked(selection, state.MAP))
