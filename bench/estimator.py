"""How long estimation takes at full scale: 1,100 small areas, 14 published types, 60 months. `python -m
bench.estimator`
 One run groups the counts, sums all 49 rolling years and estimates every small area, MSOA, district and the
force in each, with local spread. Limits: under 1 second and under 500 MB.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import sys
import time
import tracemalloc

import numpy as np

from portal.domain.record.crime import BY_SLUG
from portal.estimator.hyperparameters import HYPER
from portal.estimator.ranges import estimate
from portal.estimator.rates import COUNTED_GROUPS
from portal.estimator.spread import local_variance
from portal.measures.record import type_columns

LEAVES, MONTHS, RUNS = 1_100, 60, 7
LIMIT_SECONDS, LIMIT_BYTES = 1.0, 500_000_000


def counts_cube(seed: int = 1) -> np.ndarray:
    """Made-up counts (1,100, 14, 60) with the force's own total, about 130,000 rows a year."""
    return np.random.default_rng(seed).poisson(0.7, (LEAVES, len(BY_SLUG), MONTHS))


def one_run(cube: np.ndarray) -> np.ndarray:
    """Central value and both ranges, (49 years, areas, 5)."""
    counts = np.stack([cube[:, type_columns(group)].sum(axis=1) for group in COUNTED_GROUPS], axis=1)
    msoa, district = np.arange(LEAVES) // 5, np.arange(LEAVES) // 92
    above = np.vstack([np.eye(220)[msoa].T, np.eye(12)[district].T, np.ones((1, LEAVES))])
    mu, cov = np.array([1.43, 1.96]), np.diag([0.138**2, 0.2**2])
    running = np.concatenate([np.zeros((*counts.shape[:2], 1)), counts.cumsum(axis=2)], axis=2)
    years = running[:, :, 12:] - running[:, :, :-12]
    answers = []
    for year in np.moveaxis(years, 2, 0):
        plug = year @ np.exp(-mu)
        # A small area is one leaf, and so inherits the variance of the MSOA it lies in.
        wide = local_variance(plug, above, msoa, district, *HYPER.spread["default"])
        kept = np.vstack([year, above @ year])
        made = estimate(kept, mu, cov, np.concatenate([wide[msoa], wide]))
        answers.append(np.stack([made.plug, made.lo80, made.hi80, made.lo95, made.hi95], axis=1))
    return np.stack(answers)


def measure(runs: int = RUNS) -> tuple[list[float], list[float], int]:
    """Seconds and processor seconds of each run, and the peak of memory one run adds, in bytes."""
    cube = counts_cube()
    one_run(cube)
    seconds, processor = [], []
    for _ in range(runs):
        started, used = time.perf_counter(), time.process_time()
        one_run(cube)
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    tracemalloc.start()
    one_run(cube)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seconds, processor, peak


def main() -> None:
    seconds, processor, peak = measure()
    median = statistics.median(seconds)
    process = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(
        f"{LEAVES:,} areas x {len(BY_SLUG)} types x {MONTHS} months, {MONTHS - 11} rolling years, {len(seconds)} runs"
    )
    print(f"median {median:.3f} s, from {min(seconds):.3f} to {max(seconds):.3f} s (limit {LIMIT_SECONDS} s)")
    print(f"median {statistics.median(processor):.3f} s of processor time")
    print(
        f"peak {peak / 1e6:.0f} MB in one run, {process / 1e6:.0f} MB whole process (limit {LIMIT_BYTES / 1e6:.0f} MB)"
    )
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}"
    )
    sys.exit(median >= LIMIT_SECONDS or process >= LIMIT_BYTES)


if __name__ == "__main__":
    main()
