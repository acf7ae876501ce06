"""Map classes: fixed edges per level, measure and type, scaled to the length of the period and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from portal.domain.record.measure import Measure


@dataclass(frozen=True)
class MapClasses:
    """Right-closed classes: a value equal to an upper edge belongs below it. `upper_edges` has all but the last."""

    upper_edges: tuple[float, ...]
    decimals: int

    @property
    def count(self) -> int:
        return len(self.upper_edges) + 1

    def classify(self, values: pd.Series) -> pd.Series:
        """The class number of each value, 0 lowest; missing stays missing.

        Values are rounded first, as the table prints them, so no reader sees 12.5 in the class above 12.5.
        """
        numbers = values.astype("Float64").round(self.decimals)
        found = np.searchsorted(
            np.array(self.upper_edges), numbers.to_numpy(dtype=float, na_value=np.nan), side="left"
        )
        return pd.Series(found, index=values.index, dtype="Int64").where(numbers.notna(), pd.NA)


def scaled(upper_edges: tuple[float, ...], measure: Measure, months: int) -> MapClasses:
    """The classes of a measure from the edges it takes, those of a counted measure on a 12-month map: times its own
    share of them, and for a period of another length the same share of a year; rounded, without repeats.

    Rates exist for 12 months only and are never scaled to a period. A modelled measure has no classes to fall into.
    """
    if measure.edges is None:
        return MapClasses((), measure.decimals)
    of_year = 1.0 if measure.per else months / 12
    edges = sorted({round(edge * measure.edges.share * of_year, measure.decimals) for edge in upper_edges})
    return MapClasses(tuple(edges), measure.decimals)
