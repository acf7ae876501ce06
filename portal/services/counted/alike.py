"""Areas like one: chosen by three named traits, or named by ONS for a sector. A spread, never a rank."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.measure import PER_RESIDENTS
from portal.domain.record.period import Period
from portal.measures.record import area_counts, units
from portal.measures.similar import Traits, residents_mean, rural_urban_by_area, spread_of
from portal.services.counted.area_map import area_map
from portal.services.counted.similar import Similar
from portal.services.library.library import Library
from portal.services.library.selection import Selection

WORDS = {"town": "towns", "msoa": "neighbourhoods", "lsoa": "small areas"}


def similar(library: Library, selection: Selection, area: Area) -> Similar | None:
    """How areas like this one are spread on crime per 1,000 residents in 12 months. None where rates do not apply, and
    for the force and its sectors.
    """
    if area.level not in WORDS or len(selection.period) != 12:
        return None
    asked = Selection(area.code, selection.period, selection.crime, PER_RESIDENTS.name, area.level)
    rate_map = area_map(library, asked)
    chosen = _chosen(library, area, selection.period)
    if rate_map.level != area.level or chosen is None:
        return None
    codes, words = chosen
    rows = rate_map.rows
    own = rows.value[rows.area_code == area.code]
    spread = spread_of(rows.value[rows.area_code.isin(set(codes))])
    if spread is None or own.empty or pd.isna(own.iloc[0]):
        return None
    values = rows[rows.area_code.isin({*codes, area.code})][["area_code", "area_name", "value"]]
    return Similar(values, float(own.iloc[0]), spread, words)


def _chosen(library: Library, area: Area, period: Period) -> tuple[list[str], str] | None:
    """The codes of the areas to set it beside, and the words that say how they were chosen."""
    what = WORDS[area.level]
    if library.deprivation is None:
        # A release made before deprivation was held compares as it did then.
        kinds = _classes(library, area.level)
        if area.level == "town" or area.code not in kinds:
            return None
        alike = [str(code) for code in kinds.index[kinds == kinds[area.code]]]
        return alike, f"{what} of the same official class ({kinds[area.code]})"
    nearest = _traits(library, area.level, period).nearest(area.code)
    if not nearest:
        return None
    return nearest, (
        f"{what} most like it in three things (rural or urban, deprivation in 2025, and how much of the crime recorded "
        "is shoplifting, a sign of a town centre)"
    )


def most_like(library: Library, area: Area, period: Period) -> list[str]:
    """Codes of the areas like this one, most like it first where that is known; none for the force and its sectors."""
    chosen = _chosen(library, area, period) if area.level in WORDS else None
    return [code for code in chosen[0] if code != area.code] if chosen else []


def neighbours_sentence(library: Library, area: Area) -> str:
    """The places ONS names as most like a sector, nearest first, with why no band is drawn; empty where none is named."""
    rows = library.statistical_neighbours
    if area.level != "sector" or rows is None:
        return ""
    named = rows[(rows.sector_code == area.code) & (rows.model == "global")].sort_values("place")
    if named.empty:
        return ""
    places = ", ".join(named.neighbour_name[:5])
    return (
        f"By official statistics the places most like {area.name} are {places} (Office for National Statistics, all its "
        "measures together). Recorded crime of the same months is not held for enough of them, so none is set beside it."
    )


@lru_cache(maxsize=16)
def _classes(library: Library, level: str) -> pd.Series:
    """The official class most residents of each area live in. Index: area code."""
    return rural_urban_by_area(library.record, _people(library), library.rural_urban, level)


def _people(library: Library) -> pd.Series:
    """Census 2021 residents by small-area code."""
    return pd.Series(library.residents.column("census-2021"), index=library.record.lsoas.lsoa_code)


@lru_cache(maxsize=64)
def _traits(library: Library, level: str, period: Period) -> Traits:
    record, lsoas = library.record, library.record.lsoas
    scores = lsoas.lsoa_code.map(library.deprivation or {}).astype(float)
    people = _people(library).reset_index(drop=True)
    codes = units(record, level, "2021").reset_index(drop=True)
    shops, everything = (
        area_counts(record, level, "2021", period, crime) for crime in ("shoplifting", "all")
    )
    share = shops / everything.where(everything > 0)
    frame = pd.DataFrame(
        {
            "rural_urban": _classes(library, level),
            "deprivation": residents_mean(codes, scores.reset_index(drop=True), people),
            "town_centre": share,
        }
    )
    return Traits(frame.dropna())
