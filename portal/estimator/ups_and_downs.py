"""How much a place's count moves from one year to the next when nothing in particular has happened.

A count over some months has variance clustering * mean + (between_years * mean)^2: months cluster more than chance, and
a year has a level of its own. Both were measured on the months held (`python -m bench.ups_and_downs --write` makes the
table beside this module again).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import numpy as np

from portal.estimator.hyperparameters import EDITION

MEASURED_MONTHS = (1, 3, 6, 12)
# Where one force and its dozen sectors move together, and one pair of years can show a type standing still by chance.
FEW_PLACES = ("force", "sector")
FLOORED_FROM = 3
# The normal quantile that leaves 2.5 in 100 on each side.
Z95 = 1.959964


@dataclass(frozen=True)
class UpsAndDowns:
    """clustering: variance of a month's count over its mean. between_years: standard deviation of a year's own level,
    as a share of the count.
    """

    clustering: float = 1.0
    between_years: float = 0.0

    def variance(self, mean: Any) -> Any:
        """The variance of a count with this mean; a number or an array of them."""
        return self.clustering * mean + (self.between_years * mean) ** 2


def read_ups_and_downs(text: str) -> dict[tuple[str, str, int], UpsAndDowns]:
    """By level, crime and months. Raises KeyError or ValueError on a table with other columns."""
    return {
        (row["level"], row["crime"], int(row["months"])): UpsAndDowns(
            float(row["clustering"]), float(row["between_years"])
        )
        for row in csv.DictReader(text.splitlines())
    }


TABLE = read_ups_and_downs(
    files("portal.estimator").joinpath("ups_and_downs.csv").read_text(encoding="utf-8")
)


def ups_and_downs(level: str, crime: str, months: float, edition: int = EDITION) -> UpsAndDowns:
    """What was measured for the longest stretch no longer than this one: shorter stretches move more, never less.

    `edition`: of the method. From the third on, a type of crime in a force or a sector moves at least as much as all crime
    there does.
    """
    measured = max(each for each in MEASURED_MONTHS if each <= max(months, 1))
    found = TABLE[level, crime, measured]
    if edition < FLOORED_FROM or level not in FEW_PLACES:
        return found
    least = TABLE[level, "all", measured].between_years
    return replace(found, between_years=max(found.between_years, least))


def count_range95(counts: Any, usual: UpsAndDowns) -> tuple[np.ndarray, np.ndarray]:
    """The level behind each count, 95 in 100, allowing for chance, clusters and the year's own level. Shape as given.

    The exact limits of a count are two gamma quantiles (Garwood 1936); they are taken with the variance above, and by
    Wilson and Hilferty's cube root (Byar's limits), within 1% of the exact ones from 5 up. Missing stays missing.
    """
    found = np.asarray(counts, dtype=float)
    return _gamma_end(found, usual, -Z95), _gamma_end(found + 1, usual, Z95)


def _gamma_end(mean: np.ndarray, usual: UpsAndDowns, z: float) -> np.ndarray:
    safe = np.where(mean > 0, mean, 1.0)
    shape = safe**2 / usual.variance(safe)
    root = 1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape))
    end: np.ndarray = np.where(
        mean > 0, safe * np.maximum(root, 0) ** 3, np.where(np.isnan(mean), np.nan, 0.0)
    )
    return end
