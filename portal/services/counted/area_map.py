"""What the map and its table show: one row an area with count, rate and class, and the legend they share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from portal.domain.record.area import BEST_FIT
from portal.domain.record.crime import ALL, GROUPS
from portal.domain.record.measure import PER_RESIDENTS
from portal.estimator import count_range95, ups_and_downs
from portal.measures.classes import MapClasses, scaled
from portal.measures.population import area_residents, reference_for
from portal.measures.record import area_counts, geography_of, missing_months
from portal.services.counted.figure import why_withheld
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import add_estimates


@dataclass(frozen=True)
class AreaMap:
    """rows: area_code (as drawn), counted_as (the area the count is of), area_name, sector_name, recorded_count,
    resident_count, recorded_per_1000 with its range (_lower, _upper), value, map_class. Missing values are missing, never 0.

    `level` is the level drawn; `notice` says why it is not the one asked for, or why nothing is coloured.
    """

    rows: pd.DataFrame
    classes: MapClasses
    level: str
    measure: str
    notice: str
    population_source: str

    @cached_property
    def labels(self) -> frozenset[str]:
        """How sure the figures are, each kind once."""
        return frozenset(self.rows.label)

    @cached_property
    def class_of(self) -> dict[str, int]:
        """The class of each area as drawn; none of those without a value."""
        classed = self.rows.dropna(subset="map_class")
        return dict(zip(classed.area_code, classed.map_class.astype(int).tolist(), strict=True))

    @cached_property
    def outlines(self) -> int:
        return len(self.rows)

    @cached_property
    def areas(self) -> int:
        """Areas with a count of their own, which may be drawn as several."""
        return int(self.rows.counted_as.nunique())


def area_map(library: Library, selection: Selection) -> AreaMap:
    """The rows of the map for a selection. Areas with nothing recorded are there with 0; months missing leave no value."""
    level, notice = _level_shown(selection)
    geography = geography_of(library.record, selection.period)
    reference = reference_for(library.record, library.residents, selection.period)
    rows = drawn_areas(library, level, geography).copy()
    counts = area_counts(library.record, level, geography, selection.period, selection.crime)
    people = area_residents(library.record, library.residents, level, geography, reference)
    held = not missing_months(library.record, selection.period)
    # Every area of the level is counted, so one with nothing recorded is on the map as 0.
    rows["recorded_count"] = rows.counted_as.map(counts).astype("Int64") if held else pd.NA
    if level in BEST_FIT:
        _withhold(library, selection, rows)
    rows["resident_count"] = rows.counted_as.map(people).astype("Int64")
    rows["recorded_per_1000"] = _rate(rows, PER_RESIDENTS.per, selection)
    _add_rate_range(library, rows, selection)
    notice, classes = _add_value(library, selection, level, rows, notice)
    rows["map_class"] = classes.classify(rows.value)
    source = library.residents.title(reference)
    return AreaMap(rows, classes, level, selection.measure, notice or _why_empty(library, selection), source)


def _add_value(
    library: Library, selection: Selection, level: str, rows: pd.DataFrame, notice: str
) -> tuple[str, MapClasses]:
    """Adds the value the map colours by, and gives the notice and the classes. What is modelled has no colour."""
    measure = selection.measured
    if measure.edges is None:
        notice = add_estimates(library, selection, level, rows) or notice
        rows["value"] = pd.Series(pd.NA, index=rows.index, dtype="Float64")
        return notice, scaled((), measure, len(selection.period))
    crime = ALL if selection.crime in GROUPS else selection.crime
    edges = library.map_classes.get((level, measure.edges.of, crime), ())
    classes = scaled(edges, measure, len(selection.period))
    rows["label"] = "number"
    rows["value"] = (
        _rate(rows, measure.per, selection) if measure.per else rows.recorded_count.astype("Float64")
    )
    return notice, classes


def _rate(rows: pd.DataFrame, per: int | None, selection: Selection) -> pd.Series:
    """Recorded crime per so many residents; missing for a period that is not 12 months."""
    if per is None or len(selection.period) != 12 or rows.recorded_count.isna().all():
        return pd.Series(pd.NA, index=rows.index, dtype="Float64")
    return pd.Series(per * rows.recorded_count.astype("Float64") / rows.resident_count, dtype="Float64")


def _withhold(library: Library, selection: Selection, rows: pd.DataFrame) -> None:
    """Takes the count from wards and parishes whose own figure has none, with the reason of that figure."""
    asked = (selection.period, selection.crime)
    rows["why_not"] = [why_withheld(library, library.areas[code], *asked) for code in rows.counted_as]
    rows["recorded_count"] = rows.recorded_count.mask(rows.why_not != "")


def _add_rate_range(library: Library, rows: pd.DataFrame, selection: Selection) -> None:
    """Both ends of each recorded rate, missing where the rate is."""
    counts = rows.recorded_count.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    rules = rows.counted_as.map(lambda code: library.areas[code].ruled_as)
    ends = np.full((2, len(rows)), np.nan)
    for rule in rules.unique():
        of = (rules == rule).to_numpy()
        usual = ups_and_downs(rule, selection.crime, len(selection.period), library.data.method_edition)
        ends[:, of] = count_range95(counts[of], usual)
    for name, end in zip(("lower", "upper"), ends, strict=True):
        per = (
            1000 * pd.Series(end, index=rows.index).astype("Float64") / rows.resident_count.astype("Float64")
        )
        rows[f"recorded_per_1000_{name}"] = per.where(rows.recorded_per_1000.notna(), pd.NA)


def _level_shown(selection: Selection) -> tuple[str, str]:
    """Single types and short periods are merged up from LSOA to MSOA, with the reason."""
    if selection.level != "lsoa":
        return selection.level, ""
    if selection.is_estimated:
        return (
            "msoa",
            "Estimates are not given for small areas: the force's rate says nothing about so few crimes.",
        )
    if selection.crime != ALL:
        return (
            "msoa",
            "Single types are shown by neighbourhood: in small areas the numbers are too small to mean anything and could point to people.",
        )
    if len(selection.period) < 12:
        return (
            "msoa",
            "Periods under 12 months are shown by neighbourhood: in small areas the numbers would be too small.",
        )
    return "lsoa", ""


def _why_empty(library: Library, selection: Selection) -> str:
    missing = missing_months(library.record, selection.period)
    if missing:
        return f"{len(missing)} of {len(selection.period)} months are missing, so no area has a figure. Choose a period without gaps."
    if selection.measured.per and len(selection.period) != 12:
        return "Rates are given for 12 months only: a rate for part of a year reads as if it were for a year. Choose 12 months; the numbers recorded are in the table."
    return ""


@lru_cache(maxsize=16)
def drawn_areas(library: Library, level: str, geography: str) -> pd.DataFrame:
    """The areas drawn at a level, each with the area its count is of; they differ where old codes cannot part two."""
    own_level = [
        area.code for area in library.areas.values() if area.level == level and area.geography != "common"
    ]
    drawn = pd.DataFrame({"area_code": sorted(own_level)}, dtype=object)
    counted_as = drawn.area_code
    if geography == "common" and level in ("msoa", "lsoa"):
        own, common = {"msoa": ("msoa_code", "common_msoa_code"), "lsoa": ("lsoa_code", "common_code")}[level]
        lsoas = library.record.lsoas[library.record.lsoas.vintage != "2011"]
        counted_as = drawn.area_code.map(dict(zip(lsoas[own], lsoas[common], strict=True)))
    sectors = {
        code: sector.name for code in drawn.area_code if (sector := library.sector_of(library.areas[code]))
    }
    return pd.DataFrame(
        {
            "area_code": drawn.area_code,
            "counted_as": counted_as,
            "area_name": counted_as.map(lambda code: library.areas[code].name),
            "sector_name": drawn.area_code.map(sectors),
        }
    ).reset_index(drop=True)


@lru_cache(maxsize=5000)
def drawn_for(library: Library, code: str, level: str) -> tuple[str, ...]:
    """The areas drawn at a level that make up an area: itself, or the smaller ones inside it, or the larger around it."""
    area = library.areas[code]
    if area.level == "force":
        return ()
    drawn = drawn_areas(library, level, "2021").area_code
    if area.level in BEST_FIT:
        return library.parts_at(area, level)
    inside = tuple(one for one in drawn if area in library.lineage(library.areas[one]))
    return inside or tuple(above.code for above in library.lineage(area) if above.level == level)


def in_view(library: Library, code: str, level: str) -> tuple[str, ...]:
    """The areas a map of a level shows at first: of the whole force for sectors, else of the sector of the area."""
    sector = library.sector_of(library.areas[code])
    if level == "sector" or sector is None:
        return tuple(drawn_areas(library, level, "2021").area_code)
    return drawn_for(library, sector.code, level)


def marked_as(library: Library, code: str, drawn: tuple[str, ...]) -> str:
    """The area whose name and rate a map marks for a place: the place, or where it is smaller than what is `drawn` for it,
    the area around it, because the mark stands on that outline.
    """
    above = library.lineage(library.areas[code])
    return next((one.code for one in above if drawn == (one.code,)), code)
