"""The map of the chosen view: what is coloured how, and what a click does."""

from __future__ import annotations

import time

import streamlit as st

from portal.domain.record.crime import crime_words
from portal.estimator import audited_inspection
from portal.figures.palette import ESTIMATED, MARK, RECORDED, hatch_line, ramp
from portal.services.counted.area_map import AreaMap, drawn_for
from portal.services.counted.map_values import NO_FIGURE
from portal.services.library.selection import KEYS, Selection
from portal.ui import state, words
from portal.ui.area.legend import show_legend
from portal.ui.cache import cached_map, cached_map_values, cached_positions, library, map_files
from portal.ui.shared.controls import go
from portal.ui.shared.parts import show_map

# About what a browser takes to draw the controls, the map and the words beside it (bench/recolour).
PAINT_SECONDS = 0.1


def show_area_map(selection: Selection) -> None:
    """The map with its legend, and why it is not what was asked for where that is so."""
    shown = cached_map(library().release, selection)
    if shown.notice:
        st.info(shown.notice)
    # A scenario is hatched throughout: there is nothing surer to set it off from.
    has_ranges = selection.is_estimated and "scenario" not in shown.labels
    fade = has_ranges and st.toggle("Hatch uncertain figures", value=True, key=state.FADE)
    _show_map(selection, shown, fade)
    show_legend(what_is_shown(selection), shown, colours_of(selection, shown), fade)
    st.caption(words.MAP_NOTE)


def let_it_paint() -> None:
    """Holds the rest of the page back for a moment: a browser draws all that comes together at once, and what stands
    below the map takes longer than the map itself.
    """
    time.sleep(PAINT_SECONDS)


def picked(selection: Selection, key: str) -> None:
    """Opens the area a reader chose on the map or in the table."""
    code = st.session_state[key].get("picked")
    if code in library().areas:
        go(selection.looking_at(code, library()))


def colours_of(selection: Selection, shown: AreaMap) -> list[str]:
    return ramp(shown.classes.count, ESTIMATED if selection.is_estimated else RECORDED)


def what_is_shown(selection: Selection) -> str:
    """The measure, the crimes and the period as one phrase."""
    what = crime_words(selection.crime)
    unit = selection.measured.unit_of_residents
    if not selection.is_estimated:
        return f"Recorded {what}{unit}, {selection.period.words}"
    portal = library()
    audited = audited_inspection(portal.audits, selection.period)
    both = "recorded and " if selection.measured.with_recorded else ""
    if selection.inspection in ("", audited):
        measure = f"{both}estimated unrecorded"
        return f"{measure[0].upper()}{measure[1:]} {what}{unit}, {selection.period.words}"
    title = portal.inspections.set_index("inspection_id").title[selection.inspection]
    return (
        f"A scenario, not an estimate: {both}unrecorded {what}{unit}, {selection.period.words}, if recording was as "
        f"found in {title}"
    )


def _show_map(selection: Selection, shown: AreaMap, fade: bool) -> None:
    position = cached_positions(library().release, shown.level)
    painted = cached_map_values(library().release, selection, fade)
    values = selection.address()
    keys = KEYS if selection.is_estimated else KEYS[:6]
    chosen = [
        position[code] for code in drawn_for(library(), selection.area, shown.level) if code in position
    ]
    focus = [position[code] for code in _surroundings(selection, shown) if code in position]
    view = {
        "version": " ".join(values[key] for key in keys) + (" faded" if fade else ""),
        "classes": painted.classes,
        "kinds": painted.kinds,
        # One text instead of a thousand: most of what a change of filter sends is this line.
        "texts": painted.texts,
        "none": NO_FIGURE,
        "unit": "" if selection.is_estimated else selection.measured.unit_of_residents,
        "colours": colours_of(selection, shown),
        "lines": [hatch_line(colour) for colour in colours_of(selection, shown)],
        "border": "#5f666d",
        "mark": "#0b0c0c" if selection.is_estimated else MARK,
        "chosen": chosen,
        # The two are often the same few hundred areas; then they are sent once.
        "focus": None if focus == chosen else focus,
    }
    title = f"Map of {words.LEVEL_NAMES[shown.level].lower()}: {what_is_shown(selection)}. The table below has the same figures."
    show_map(
        map_files().pages[shown.level], title, view, state.MAP, on_pick=lambda: picked(selection, state.MAP)
    )


def _surroundings(selection: Selection, shown: AreaMap) -> tuple[str, ...]:
    """What the map shows at first: the whole force for sectors, else the sector of the chosen area."""
    portal = library()
    sector = portal.sector_of(portal.areas[selection.area])
    if shown.level == "sector" or sector is None:
        return tuple(cached_positions(portal.release, shown.level))
    return drawn_for(portal, sector.code, shown.level)
