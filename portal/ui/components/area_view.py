"""The map of the chosen view: what is coloured how, and what a click does."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from portal.domain.crime import crime_words
from portal.estimator import audited_inspection
from portal.figures.palette import ESTIMATED, MARK, RECORDED, hatch_line, ramp
from portal.services import sentences
from portal.services.area_map import AreaMap
from portal.services.estimate_map import printed
from portal.services.selection import KEYS, Selection
from portal.ui import state, words
from portal.ui.cache import cached_map, library, map_files
from portal.ui.components.controls import go
from portal.ui.components.legend import show_legend
from portal.ui.components.parts import show_map

NO_FIGURE = "no figure"


def show_area_map(selection: Selection) -> None:
    """The map with its legend, and why it is not what was asked for where that is so."""
    shown = cached_map(library().release, selection)
    if shown.notice:
        st.info(shown.notice)
    # A scenario is hatched throughout: there is nothing surer to set it off from.
    has_ranges = selection.is_estimated and not (shown.rows.label == "scenario").any()
    fade = has_ranges and st.toggle("Hatch uncertain figures", value=True, key=state.FADE)
    _show_map(selection, shown, fade)
    show_legend(what_is_shown(selection), shown, colours_of(selection, shown), fade)
    st.caption(words.MAP_NOTE)


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
    unit = " per 1,000 residents" if selection.measure.endswith("per_1000") else ""
    if not selection.is_estimated:
        return f"Recorded {what}{unit}, {selection.period.words}"
    portal = library()
    audited = audited_inspection(portal.audits, selection.period)
    both = "recorded and " if selection.measure.startswith("recorded") else ""
    if selection.inspection in ("", audited):
        measure = f"{both}estimated unrecorded"
        return f"{measure[0].upper()}{measure[1:]} {what}{unit}, {selection.period.words}"
    title = portal.inspections.set_index("inspection_id").title[selection.inspection]
    return (
        f"A scenario, not an estimate: {both}unrecorded {what}{unit}, {selection.period.words}, if recording was as "
        f"found in {title}"
    )


def _show_map(selection: Selection, shown: AreaMap, fade: bool) -> None:
    rows = shown.rows.set_index("area_code").loc[map_files().codes[shown.level]]
    position = {code: i for i, code in enumerate(rows.index)}
    values = selection.address()
    keys = KEYS if selection.is_estimated else KEYS[:6]
    chosen = [position[code] for code in drawn_for(selection.area, shown) if code in position]
    focus = [position[code] for code in _surroundings(selection, shown) if code in position]
    view = {
        "version": " ".join(values[key] for key in keys) + (" faded" if fade else ""),
        "classes": "".join("-" if pd.isna(number) else str(number) for number in rows.map_class),
        "kinds": "".join(_kind(label, fade) for label in rows.label) if selection.is_estimated else "",
        # One text instead of a thousand: most of what a change of filter sends is this line.
        "texts": "|".join(_text(row, selection) for row in rows.itertuples()),
        "none": NO_FIGURE,
        "unit": " per 1,000 residents" if selection.measure == "recorded_per_1000" else "",
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


def _kind(label: str, fade: bool) -> str:
    """How an area is drawn: as it is, hatched for uncertain, or one tone where only a range may be shown."""
    if label == "range_only":
        return "r"
    return "c" if label == "scenario" or (fade and label == "caution") else "n"


def _text(row: tuple, selection: Selection) -> str:
    """What the map says of an area: the number, or for a modelled one its range first."""
    label, value = row.label, row.value  # type: ignore[attr-defined]
    per_1000 = selection.measure.endswith("per_1000")
    said = sentences.rate if per_1000 else sentences.number
    if selection.is_estimated and label != "not_shown":
        shown = printed(row, selection.measure)
        what = "recorded and unrecorded" if selection.measure.startswith("recorded") else "unrecorded"
        unit = " per 1,000 residents" if per_1000 else ""
        if label == "scenario":
            return f"a scenario, about {said(shown.central)} {what}{unit}"
        about = "" if label == "range_only" else f" (about {said(shown.central)})"
        return f"{said(shown.low)} to {said(shown.high)} {what}{unit}{about}"
    return NO_FIGURE if pd.isna(value) else said(value)


def drawn_for(code: str, shown: AreaMap) -> list[str]:
    """The drawn areas that make up an area: itself, or the smaller ones inside it, or the larger one around it."""
    portal = library()
    area = portal.areas[code]
    inside = [drawn for drawn in shown.rows.area_code if area in portal.lineage(portal.areas[drawn])]
    around = [above.code for above in portal.lineage(area) if above.level == shown.level]
    return [] if area.level == "force" else inside or around


def _surroundings(selection: Selection, shown: AreaMap) -> list[str]:
    """What the map shows at first: the whole force for sectors, else the sector of the chosen area."""
    portal = library()
    sector = portal.sector_of(portal.areas[selection.area])
    if shown.level == "sector" or sector is None:
        return list(shown.rows.area_code)
    return drawn_for(sector.code, shown)
