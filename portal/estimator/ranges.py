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
    limits = [_limits(level, total, plug, mean, relative, phi) for level in (0.80, 0.95)]
    (lo80, hi80), (lo95, hi95) = limits
    return Estimates(total, plug, mean, sd, sd / mean, lo80, hi80, lo95, hi95)


def _limits(
    level: float, total: np.ndarray, plug: np.ndarray, mean: np.ndarray, relative: np.ndarray, phi: float
) -> tuple[np.ndarray, np.ndarray]:
    scale = np.sqrt(np.log1p(relative))
    median = mean / np.sqrt(1 + relative)
    reach = normal_quantile(level) * scale
    rate_lo, rate_hi = median * np.exp(-reach), median * np.exp(reach)
    count_lo = thinning_quantile(total, plug, (1 - level) / 2)
    count_hi = thinning_quantile(total, plug, (1 + level) / 2)
    below = np.maximum(plug - rate_lo, 0) ** 2 + phi * (plug - count_lo) ** 2
    above = np.maximum(rate_hi - plug, 0) ** 2 + phi * (count_hi - plug) ** 2
    return np.maximum(plug - np.sqrt(below), 0), plug + np.sqrt(above)
