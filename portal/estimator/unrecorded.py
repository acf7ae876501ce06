"""The one call behind a figure: counts, audits and a period in; central values, ranges, labels and
reasons out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.estimator.audits import Audit
from portal.estimator.hyperparameters import HYPER, Hyperparameters
from portal.estimator.labels import reliability, total_agrees, why_not
from portal.estimator.ranges import Estimates, estimate
from portal.estimator.rates import (
    COUNTED_GROUPS,
    GroupRate,
    RatePosterior,
    group_covariance,
    rate_posterior,
    window_sd_of,
)
from portal.estimator.spread import Places, local_variance, spread_sds


@dataclass(frozen=True)
class Unrecorded:
    """Answers for A areas. `why_not[i]` is a key of WHY_NOT exactly where `labels[i]` is 'not_shown',
    else None. `if_rate_held` are the same areas' ranges were recording the same everywhere. `local` (A,) is the variance that differences between places add, NaN where there is no estimate."""

    tier: str  # audited | unaudited | no_audit | disagrees
    inspection_id: str | None
    rates: Mapping[str, GroupRate]
    estimates: Estimates
    if_rate_held: Estimates
    labels: tuple[str, ...]
    why_not: tuple[str | None, ...]
    spread: str
    local: np.ndarray
    window_sd: float = 0.0


def estimate_unrecorded(
    recorded: Mapping[str, ArrayLike],
    *,
    members: ArrayLike,
    places: Places,
    audits: Sequence[Audit],
    period: Period,
    shares: Mapping[str, float],
    spread: str = "default",
    complete: bool = True,
    published_total: float | None = None,
    phi: float | None = None,
    hyper: Hyperparameters = HYPER,
) -> Unrecorded:
    """Estimated unrecorded crime of areas over an audited year; not_shown with a reason for any other period.

    `recorded`: group ('violence', 'other') → counts (S,) by leaf over the period for the *whole* force, 'no location'
    included; one group asks about it alone. `members` (A, S) 0/1. `shares`: inspection id → violence share of its
    audit year. `spread`: off, default or wide; moves ranges of places alone. `complete`: every month supplied whole;
    NaN counts mean False. `published_total`: recorded crime as published, for both groups. Unrounded. Raises BadRequest.
    """
    tau = spread_sds(spread, hyper)
    groups, leaf_counts = _leaf_counts(recorded)
    area = np.atleast_2d(np.asarray(members, float))
    complete = complete and not bool(np.isnan(leaf_counts).any())
    posterior = rate_posterior(audits, period, shares, groups=groups, hyper=hyper)
    tier, total, window_sd, local = posterior.tier, leaf_counts.sum(), 0.0, np.full(len(area), np.nan)
    if tier == "audited" and complete and published_total and not total_agrees(total, published_total, hyper):
        tier = "disagrees"
    if tier == "audited" and complete:
        window_sd = window_sd_of(audits, str(posterior.inspection_id), hyper)
        mu, cov = group_covariance([posterior.rates[group] for group in groups], window_sd)
        plug = leaf_counts @ np.exp(-mu)
        local = local_variance(plug, area, places.msoa_index, places.district_index, *tau)
        counts, clustered = area @ leaf_counts, hyper.phi if phi is None else phi
        estimates, held = (estimate(counts, mu, cov, doubt, clustered) for doubt in (local, 0.0))
    else:
        estimates = held = _nothing(area @ leaf_counts.sum(axis=1))
    judged = _judged(estimates, held, posterior, tier, complete, spread, hyper)
    return replace(judged, local=local, window_sd=window_sd)


def _leaf_counts(recorded: Mapping[str, ArrayLike]) -> tuple[list[str], np.ndarray]:
    """The groups asked for, in the engine's order, and their counts (S, G)."""
    groups = [group for group in COUNTED_GROUPS if group in recorded]
    if len(groups) != len(recorded) or not groups:
        known = " and ".join(COUNTED_GROUPS)
        raise BadRequest(f"estimates are for the groups {known}, not {sorted(recorded)}")
    return groups, np.stack([np.asarray(recorded[group], float) for group in groups], axis=1)


def _judged(
    estimates: Estimates,
    held: Estimates,
    posterior: RatePosterior,
    tier: str,
    complete: bool,
    spread: str,
    hyper: Hyperparameters,
) -> Unrecorded:
    cases = [
        (float(count), float(plug), float(cv), tier, complete)
        for count, plug, cv in zip(estimates.recorded, estimates.plug, estimates.cv, strict=True)
    ]
    return Unrecorded(
        tier=tier,
        inspection_id=posterior.inspection_id,
        rates=posterior.rates,
        estimates=estimates,
        if_rate_held=held,
        labels=tuple(reliability(*case, hyper) for case in cases),
        why_not=tuple(why_not(*case, hyper) for case in cases),
        spread=spread,
        local=np.full(len(cases), np.nan),
    )


def _nothing(recorded: np.ndarray) -> Estimates:
    blank = np.full(recorded.shape, np.nan)
    return Estimates(recorded, *[blank] * 8)
