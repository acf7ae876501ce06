"""Central value and ranges of unrecorded crime for many areas at once, in closed form: no draws, the same
bytes each time."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from portal.estimator.conversion import normal_quantile
from portal.estimator.thinning import thinning_quantile


@dataclass(frozen=True)
class Estimates:
    """Arrays (A,) of crimes, unrounded; NaN where nothing was recorded (never 0 with a range of 0 to 0).

    `plug` is the central value: the inspectorate's own arithmetic. It adds exactly over areas, months and
    groups and does not rise when more uncertainty is admitted. `mean` is the expected number, larger; `cv`
    is sd / mean.
    """

    recorded: np.ndarray
    plug: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    cv: np.ndarray
    lo80: np.ndarray
    hi80: np.ndarray
    lo95: np.ndarray
    hi95: np.ndarray

    def at(self, index: int) -> dict[str, float]:
        """One area's numbers by name."""
        return {column.name: float(getattr(self, column.name)[index]) for column in fields(self)}

    @property
    def range80(self) -> np.ndarray:
        return np.stack([self.lo80, self.hi80], axis=-1)

    @property
    def range95(self) -> np.ndarray:
        return np.stack([self.lo95, self.hi95], axis=-1)


@dataclass(frozen=True)
class Parts:
    """What the ranges of areas are put together from, arrays (A,): `relative` is the variance of the rate part over
    mean squared, local differences included."""

    recorded: np.ndarray
    plug: np.ndarray
    mean: np.ndarray
    relative: np.ndarray
    sd: np.ndarray
    phi: float


@dataclass(frozen=True)
class Limits:
    """The two parts of one range and the whole: what the rate alone and what chance alone would leave open."""

    rate: tuple[np.ndarray, np.ndarray]
    count: tuple[np.ndarray, np.ndarray]
    whole: tuple[np.ndarray, np.ndarray]


def estimate(
    recorded: np.ndarray,
    mu: np.ndarray,
    cov: np.ndarray,
    local_var: np.ndarray | float = 0.0,
    phi: float = 1.0,
) -> Estimates:
    """Unrecorded crime of each area.

    `recorded` (A, K) counts by cell (group, or group and month), already summed over the area's leaves;
    `mu` (K,) and `cov` (K, K) of the logit rates; `local_var` (A,) from `local_variance`; `phi` multiplies
    the counting variance. Rate part and counting part are combined by the MOVER method (Zou and Donner
    2008): one lognormal alone is poor at small counts, one normal is poor everywhere. Never add areas'
    ranges; add their counts and estimate again.
    """
    found = parts(recorded, mu, cov, local_var, phi)
    (lo80, hi80), (lo95, hi95) = (limits(level, found).whole for level in (0.80, 0.95))
    return Estimates(
        found.recorded, found.plug, found.mean, found.sd, found.sd / found.mean, lo80, hi80, lo95, hi95
    )


def parts(
    recorded: np.ndarray,
    mu: np.ndarray,
    cov: np.ndarray,
    local_var: np.ndarray | float = 0.0,
    phi: float = 1.0,
) -> Parts:
    """Central value, mean and variances of each area; arguments as for `estimate`."""
    recorded = np.asarray(recorded, float)
    e1 = np.exp(-mu + np.diag(cov) / 2)
    e2 = np.exp(-2 * mu + 2 * np.diag(cov))
    total, plug, mean = recorded.sum(axis=1), recorded @ np.exp(-mu), recorded @ e1
    shared = (recorded @ (np.outer(e1, e1) * np.expm1(cov)) * recorded).sum(axis=1)
    some = total > 0
    blank = np.full(total.shape, np.nan)
    plug, mean = np.where(some, plug, blank), np.where(some, mean, blank)
    relative = (1 + shared / mean**2) * np.exp(local_var) - 1
    sd = np.sqrt(mean**2 * relative + phi * (recorded @ (e1 + e2)))
    return Parts(total, plug, mean, relative, sd, phi)


def limits(level: float, of: Parts) -> Limits:
    """Both ends of the range at a level, with the two parts they are combined from."""
    scale = np.sqrt(np.log1p(of.relative))
    median = of.mean / np.sqrt(1 + of.relative)
    reach = normal_quantile(level) * scale
    rate_lo, rate_hi = median * np.exp(-reach), median * np.exp(reach)
    count_lo = thinning_quantile(of.recorded, of.plug, (1 - level) / 2)
    count_hi = thinning_quantile(of.recorded, of.plug, (1 + level) / 2)
    below = np.maximum(of.plug - rate_lo, 0) ** 2 + of.phi * (of.plug - count_lo) ** 2
    above = np.maximum(rate_hi - of.plug, 0) ** 2 + of.phi * (count_hi - of.plug) ** 2
    whole = np.maximum(of.plug - np.sqrt(below), 0), of.plug + np.sqrt(above)
    return Limits((rate_lo, rate_hi), (count_lo, count_hi), whole)
