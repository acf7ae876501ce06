"""How fast a last audit stops being current: coverage of a frozen rate and of the bridge under five kinds of drift."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.coverage import AUDITS, inside
from portal.domain.record.period import Period, month_at, month_index
from portal.estimator.bridge import bridge, kernel, mid_month_years
from portal.estimator.conversion import audit_to_logit
from portal.estimator.hyperparameters import HYPER
from portal.estimator.ranges import estimate

WINDOWS = (Period("2015-12", "2016-05").months, Period("2021-01", "2021-12").months)
ALL_CRIME = (AUDITS["2016 all"], AUDITS["2021/22 all"])
GAPS = {"0": 0, "0.5 y": 6, "1 y": 12, "2 y": 24, "4 y": 48}
Path = Callable[[np.random.Generator, np.ndarray], np.ndarray]


def smooth(s1: float) -> Path:
    """The bridge's own kind of drift, with another standard deviation."""

    def draw(rng: np.random.Generator, years: np.ndarray) -> np.ndarray:
        cov = kernel(years, years, replace(HYPER, s1=s1))
        return 2.04 + np.linalg.cholesky(cov + 1e-9 * np.eye(len(years))) @ rng.standard_normal(len(years))

    return draw


def jumps(rng: np.random.Generator, years: np.ndarray) -> np.ndarray:
    """A fresh level of sd .7 around the forces' mean, on average every four years."""
    fresh = rng.random(len(years)) < 1 / 48
    fresh[0] = True
    return (2.04 + 0.7 * rng.standard_normal(fresh.sum()))[np.cumsum(fresh) - 1]


def random_walk(rng: np.random.Generator, years: np.ndarray) -> np.ndarray:
    """Standard deviation .4 per root-year."""
    return 2.04 + 0.5 * rng.standard_normal() + np.cumsum(0.4 / np.sqrt(12) * rng.standard_normal(len(years)))


DRIFTS: dict[str, Path] = {"smooth s1 .44": smooth(0.44), "smooth s1 .70": smooth(0.70), "smooth s1 1.0": smooth(1.0),
                           "jumps": jumps, "random walk": random_walk}  # fmt: skip


def drift_coverage(rng: np.random.Generator, drift: str, times: int) -> dict[tuple[str, str, str], float]:
    """(method, years since the last audit, '95' or '80') → coverage of 12 months' unrecorded crime, force
    level."""
    months = Period("2015-12", "2026-12").months
    start, zero = month_index("2021-01"), month_index(months[0])
    sd = np.array([audit_to_logit(*rate)[1] for rate in ALL_CRIME])
    counts = np.full((1, 12), round(99_225 / 12))
    held = [[month_index(month) - zero for month in window] for window in WINDOWS]
    hits: dict[tuple[str, str, str], int] = {}
    for _ in range(times):
        eta = DRIFTS[drift](rng, mid_month_years(months))
        seen = [
            eta[where].mean() + error for where, error in zip(held, sd * rng.standard_normal(2), strict=True)
        ]
        for name, gap in GAPS.items():
            where = np.arange(start + gap, start + gap + 12)
            lost = rng.poisson(rng.standard_gamma(counts[0]) * np.exp(-eta[where - zero])).sum()
            rates = {
                "frozen": (np.full(12, seen[1]), np.full((12, 12), sd[1] ** 2)),
                "bridge": bridge(seen, list(sd), WINDOWS, [month_at(int(index)) for index in where]),
            }
            for method, (mu, cov) in rates.items():
                for level, hit in inside(estimate(counts, mu, cov), np.array([lost])).items():
                    hits[method, name, level] = hits.get((method, name, level), 0) + int(hit[0])
    return {key: count / times for key, count in hits.items()}
