"""Computes the edges of the map classes once per release, from the latest complete 12 months."""

from __future__ import annotations

import numpy as np
import pandas as pd

from portal.domain.record.area import MAP_LEVELS
from portal.domain.record.crime import ALL, CRIME_TYPES
from portal.domain.record.measure import MEASURES
from portal.measures.change import latest_complete_year
from portal.measures.population import Residents, area_residents, reference_for
from portal.measures.record import Record, area_counts, geography_of

CLASSES = 5


def build_map_classes(record: Record, residents: Residents) -> pd.DataFrame:
    """level, measure, crime, upper_edges (text, spaces between): quantiles rounded to two figures."""
    period = latest_complete_year(record)
    geography = geography_of(record, period)
    reference = reference_for(record, residents, period)
    rows = []
    for level in MAP_LEVELS:
        people = area_residents(record, residents, level, geography, reference)
        # A small area's single types are never shown, so they need no classes.
        crimes = [ALL] if level == "lsoa" else [ALL, *(crime_type.slug for crime_type in CRIME_TYPES)]
        for crime in crimes:
            counts = area_counts(record, level, geography, period, crime)
            if counts.empty:
                continue
            counts = counts.reindex(people.index).fillna(0)
            scale = len(period) / 12
            for measure in MEASURES.values():
                if measure.edges is None or measure.edges.of != measure.name:
                    continue
                values = measure.per * counts / people if measure.per else counts
                rows.append((level, measure.name, crime, _edges(values / scale, measure.decimals)))
    return pd.DataFrame(rows, columns=["level", "measure", "crime", "upper_edges"])


def _edges(values: pd.Series, decimals: int) -> str:
    """Quantile edges of the values above zero, each rounded to two significant figures."""
    above = values[values > 0]
    if above.nunique() < 2:
        return ""
    count = min(CLASSES, above.nunique())
    # Ties leave fewer classes than asked for, as they should. The last edge is the highest value, which needs none.
    bins = np.unique(above.quantile(np.arange(1, count + 1) / count))
    edges = sorted({_two_figures(edge, decimals) for edge in bins[:-1]})
    return " ".join(f"{edge:.{decimals}f}" for edge in edges if edge > 0)


def _two_figures(value: float, decimals: int) -> float:
    places = 1 - int(np.floor(np.log10(value))) if value > 0 else 0
    return round(round(value, places), decimals)
