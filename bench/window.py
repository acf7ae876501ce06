"""What the force's range holds when the months checked are not those it stands for, and what no range can hold.
`python -m bench.window` takes a minute. The truth drifts as the method assumes; seeds are fixed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import expit

from bench.coverage import SEED, inside, show
from portal.estimator.bridge import kernel
from portal.estimator.conversion import audit_to_logit
from portal.estimator.hyperparameters import HYPER
from portal.estimator.ranges import estimate

REPORTS, RATE, HALF_WIDTH, REACH = 112_500, 0.84, 0.03, 12
Offsets = Callable[[np.random.Generator], int]


def heavy_drift(rng: np.random.Generator, root: np.ndarray) -> np.ndarray:
    """Drift with the same spread and heavier tails: a t of 4 degrees of freedom, scaled to the same variance."""
    scale = np.sqrt(4 / rng.chisquare(4) / 2)
    drift: np.ndarray = scale * (root @ rng.standard_normal(len(root)))
    return drift


def force_coverage(
    rng: np.random.Generator,
    offset: Offsets,
    months: int = 12,
    bias: float = 0.0,
    heavy: bool = False,
    times: int = 1_500,
) -> dict[str, float]:
    """Shares of force totals inside the 95% and 80% range, and inside the 95% range without the window term.

    `offset`: months from the start of the year wanted to the start of the months checked; `months` checked; `bias`: how
    much too high the audit reads, as a proportion.
    """
    span = (np.arange(12 + 2 * REACH) + 0.5) / 12
    root = np.linalg.cholesky(kernel(span, span) + 1e-9 * np.eye(len(span)))
    error = audit_to_logit(RATE, HALF_WIDTH)[1]
    window = HYPER.year_unknown if months == 12 else HYPER.half_year
    hits = {"95": 0, "80": 0, "95, no window term": 0}
    for _ in range(times):
        drift = heavy_drift(rng, root) if heavy else root @ rng.standard_normal(len(root))
        centre = np.log(RATE / (1 - RATE)) + drift
        start = REACH + offset(rng)
        seen = expit(centre[start : start + months].mean() + error * rng.standard_normal()) + bias
        seen = float(np.clip(seen, 0.01, 0.995))
        rate = expit(centre[REACH : REACH + 12])
        told = rng.poisson(REPORTS / 12, 12)
        kept = rng.binomial(told, rate)
        # The published half-width of a rate with the same sample behind it.
        mu, sd = audit_to_logit(seen, error * 1.959964 * seen * (1 - seen))
        counts, lost = np.array([[kept.sum()]]), np.array([(told - kept).sum()])
        full = inside(estimate(counts, np.array([mu]), np.array([[sd**2 + window**2]])), lost)
        bare = inside(estimate(counts, np.array([mu]), np.array([[sd**2]])), lost)
        hits["95"] += int(full["95"][0])
        hits["80"] += int(full["80"][0])
        hits["95, no window term"] += int(bare["95"][0])
    return {name: count / times for name, count in hits.items()}


def rows(rng: np.random.Generator, times: int = 1_500) -> dict[tuple[str, str], float]:
    """Every row of the table that docs/method.md prints."""
    anywhere: Offsets = lambda draw: int(draw.integers(-6, 7))  # noqa: E731
    asked = {
        "months right": force_coverage(rng, lambda _: 0, times=times),
        "3 months off": force_coverage(rng, lambda _: 3, times=times),
        "6 months off": force_coverage(rng, lambda _: 6, times=times),
        "12 months off": force_coverage(rng, lambda _: 12, times=times),
        "anywhere in 6": force_coverage(rng, anywhere, times=times),
        "half-year": force_coverage(rng, lambda _: 6, months=6, times=times),
        "heavier tails": force_coverage(rng, anywhere, heavy=True, times=times),
        "reads 3 high": force_coverage(rng, anywhere, bias=0.03, times=times),
        "reads 5 high": force_coverage(rng, anywhere, bias=0.05, times=times),
    }
    return {(row, level): value for row, found in asked.items() for level, value in found.items()}


if __name__ == "__main__":
    show(
        "Force total, months checked and months applied to (1,500 replications)",
        rows(np.random.default_rng(SEED)),
    )
