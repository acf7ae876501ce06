"""Drift of a recording rate between audits: a mean-reverting Gaussian process. For the methods page,
never the map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from portal.domain.record.period import month_index
from portal.estimator.hyperparameters import HYPER, Hyperparameters


def mid_month_years(months: Sequence[str]) -> np.ndarray:
    """Middle of each month in decimal years."""
    return np.array([(month_index(month) + 0.5) / 12 for month in months])


def kernel(first: np.ndarray, second: np.ndarray, hyper: Hyperparameters = HYPER) -> np.ndarray:
    """Covariance of the logit rate at two sets of times (years): a lasting force level plus Matérn-3/2 drift.

    Mean-reverting and not a random walk: a random walk fitted to repeat visits makes every range
    meaningless within two years and never returns to what forces do.
    """
    r = np.sqrt(3) * np.abs(first[:, None] - second[None, :]) / hyper.ell_years
    covariance: np.ndarray = hyper.s0**2 + hyper.s1**2 * (1 + r) * np.exp(-r)
    return covariance


def window_sd(
    months: int, offsets: Sequence[int], checked_months: int = 12, hyper: Hyperparameters = HYPER
) -> float:
    """Standard deviation (logit scale) of the mean rate of `months` months less that of the months checked, which start
    `offsets` months later, each as likely. What no audit says about the year its rate is applied to."""
    wanted = (np.arange(months) + 0.5) / 12

    def variance(offset: int) -> float:
        checked = (np.arange(checked_months) + offset + 0.5) / 12
        return float(
            kernel(wanted, wanted, hyper).mean()
            + kernel(checked, checked, hyper).mean()
            - 2 * kernel(wanted, checked, hyper).mean()
        )

    return float(np.sqrt(np.mean([variance(offset) for offset in offsets])))


def bridge(
    audit_mu: Sequence[float],
    audit_sd: Sequence[float],
    windows: Sequence[Sequence[str]],
    months: Sequence[str],
    hyper: Hyperparameters = HYPER,
) -> tuple[np.ndarray, np.ndarray]:
    """Mean (T,) and covariance (T, T) of the logit rate in each month, given audits.

    An audit sees the mean of its window's months plus its own error. The long-run mean is the plain mean of
    the force's own audit logits. Ordinary Gaussian conditioning; nothing is drawn.
    """
    observed, error = np.asarray(audit_mu, float), np.asarray(audit_sd, float)
    times = [mid_month_years(window) for window in windows]
    wanted = mid_month_years(months)
    between = np.array([[kernel(a, b, hyper).mean() for b in times] for a in times]) + np.diag(error**2)
    across = np.column_stack([kernel(wanted, window, hyper).mean(axis=1) for window in times])
    gain = np.linalg.solve(between, across.T).T
    mean = observed.mean() + gain @ (observed - observed.mean())
    cov = kernel(wanted, wanted, hyper) - gain @ across.T
    return mean, (cov + cov.T) / 2
