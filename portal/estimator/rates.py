"""Recording rates of the groups we count, from the audits of one inspection, and their joint distribution
over a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from portal.domain.record.period import Period
from portal.estimator import bridge
from portal.estimator.audits import Audit, audited_inspection, of_inspection, usable
from portal.estimator.conversion import audit_to_logit, omega_of, omega_to_logit, omega_variance, rate_of
from portal.estimator.faults import Unidentified
from portal.estimator.groups import merged_omega, residual_omega
from portal.estimator.hyperparameters import HYPER, Hyperparameters

COUNTED_GROUPS = ("violence", "other")


@dataclass(frozen=True)
class GroupRate:
    """Logit-normal rate of one counted group. `shared` marks the single all-crime rate standing in for
    every group."""

    group: str
    mu: float
    sd: float
    how: str  # audited | merged | derived | single
    audit_ids: tuple[str, ...]

    @property
    def p(self) -> float:
        return rate_of(self.mu)

    @property
    def omega(self) -> float:
        """Unrecorded crimes per recorded crime at the centre."""
        return float(np.exp(-self.mu))

    @property
    def shared(self) -> bool:
        return self.how == "single"


@dataclass(frozen=True)
class RatePosterior:
    """Mean (K,) and covariance (K, K) of logit p over cells (group, month). Empty unless tier is
    'audited'."""

    tier: str  # audited | unaudited | no_audit
    inspection_id: str | None
    rates: Mapping[str, GroupRate]
    cells: tuple[tuple[str, str], ...]
    mu: np.ndarray
    cov: np.ndarray


def rates_of_inspection(
    audits: Sequence[Audit],
    inspection_id: str,
    shares: Mapping[str, float],
    *,
    mode: str = "two_rates",
    hyper: Hyperparameters = HYPER,
) -> dict[str, GroupRate]:
    """The counted groups' rates as one inspection found them; a group it gives no rate for is left out.

    `shares`: inspection id → the merged group's share of the force's recorded crime in the audit year (0 to
    1); a year outside the files falls back on the published share among the hyper-parameters, and a share
    that is nowhere raises Unidentified, unless the caller says by NaN that it is not known. Then, when the residual is Unidentified, when violence was not audited,
    or with mode='single', the all-crime rate stands for both groups. An inspection with no all-crime audit
    (2018) has violence only, and none in single mode.
    """
    found = of_inspection(audits, inspection_id)
    violence_share = {**hyper.share_of_all_recorded, **shares}.get(inspection_id)
    merged = _merged_violence(found, hyper) if "violence" in found else None
    if "all" not in found:
        return {"violence": merged} if merged and mode != "single" else {}
    if mode != "single" and merged and not (violence_share is not None and isnan(violence_share)):
        if violence_share is None:
            raise Unidentified(
                f"inspection {inspection_id}: give violence's share of that year's recorded crime, counted or published"
            )
        try:
            return {"violence": merged, "other": _derived_other(found["all"], merged, violence_share, hyper)}
        except Unidentified:
            pass
    audit = found["all"]
    mu, sd = audit_to_logit(audit.p, audit.half_width, hyper.confidence_level)
    return {group: GroupRate(group, mu, sd, "single", (audit.audit_id,)) for group in COUNTED_GROUPS}


def _merged_violence(found: Mapping[str, Audit], hyper: Hyperparameters) -> GroupRate:
    """Violence and sexual offences together; the assumed sexual rate steps in while none has been read."""
    violence, sexual = found["violence"], found.get("sexual")
    p_sexual, h_sexual = (
        (sexual.p, sexual.half_width) if sexual else (hyper.sexual_recorded, hyper.sexual_half_width)
    )
    omega, variance = merged_omega(
        hyper.against_the_person_share,
        omega_of(violence.p),
        omega_of(p_sexual),
        omega_variance(violence.p, violence.half_width, hyper.confidence_level),
        omega_variance(p_sexual, h_sexual, hyper.confidence_level),
        hyper.against_the_person_share_sd**2,
    )
    used = (violence.audit_id,) if sexual is None else (violence.audit_id, sexual.audit_id)
    return GroupRate("violence", *omega_to_logit(omega, variance), "merged", used)


def _derived_other(
    every: Audit, merged: GroupRate, violence_share: float, hyper: Hyperparameters
) -> GroupRate:
    omega, variance = residual_omega(
        omega_of(every.p),
        omega_variance(every.p, every.half_width, hyper.confidence_level),
        [violence_share],
        [merged.omega],
        [(merged.sd * merged.omega) ** 2],
    )
    used = (every.audit_id, *merged.audit_ids)
    return GroupRate("other", *omega_to_logit(omega, variance), "derived", used)


def window_sd_of(audits: Sequence[Audit], inspection_id: str, hyper: Hyperparameters = HYPER) -> float:
    """What is not known about the months an inspection checked (logit scale); see [window] of the hyper-parameters."""
    windows = [audit.window for audit in of_inspection(audits, inspection_id).values() if audit.window]
    if not windows:
        return hyper.year_unknown
    return hyper.half_year if len(windows[0]) <= 6 else 0.0


def group_covariance(rates: Sequence[GroupRate], window_sd: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Mean (G,) and covariance (G, G) of the groups' logits: independent, except that a single rate is
    one draw.

    `window_sd` is one more draw, the same for every group: the months checked may not be those applied to.
    """
    mu = np.array([rate.mu for rate in rates])
    sd = np.array([rate.sd for rate in rates])
    shared = np.array([rate.shared for rate in rates])
    cov = np.where(
        np.eye(len(rates), dtype=bool) | (shared[:, None] & shared[None, :]), np.outer(sd, sd), 0.0
    )
    return mu, cov + window_sd**2


def rate_posterior(
    audits: Sequence[Audit],
    period: Period,
    shares: Mapping[str, float],
    mode: str = "audited",
    groups: Sequence[str] = COUNTED_GROUPS,
    hyper: Hyperparameters = HYPER,
) -> RatePosterior:
    """Rates over the months of a period.

    mode='audited': one constant rate per group, so months of a group are one draw; any period that is not
    exactly an audited one comes back empty with tier 'unaudited', or 'no_audit' where a group was never
    audited or not then. mode='bridge': drift between audits, for the methods page only, on the inspections'
    own group rates. `shares`: inspection id → violence share of recorded crime in its audit year.
    """
    inspection_id = audited_inspection(audits, period)
    if mode == "bridge":
        return _bridged(audits, period, shares, groups, hyper)
    if inspection_id is None:
        return _empty("unaudited" if usable(audits) else "no_audit", None)
    rates = rates_of_inspection(audits, inspection_id, shares, hyper=hyper)
    if any(group not in rates for group in groups):
        return _empty("no_audit", inspection_id)
    chosen = [rates[group] for group in groups]
    mu, cov = group_covariance(chosen, window_sd_of(audits, inspection_id, hyper))
    every = np.repeat(np.arange(len(chosen)), len(period))
    cells = tuple((group, month) for group in groups for month in period.months)
    rates = {rate.group: rate for rate in chosen}
    return RatePosterior("audited", inspection_id, rates, cells, mu[every], cov[np.ix_(every, every)])


def _empty(tier: str, inspection_id: str | None) -> RatePosterior:
    return RatePosterior(tier, inspection_id, {}, (), np.empty(0), np.empty((0, 0)))


def _bridged(
    audits: Sequence[Audit],
    period: Period,
    shares: Mapping[str, float],
    groups: Sequence[str],
    hyper: Hyperparameters,
) -> RatePosterior:
    size, months = len(period), period.months
    mu, cov = np.empty(len(groups) * size), np.zeros((len(groups) * size,) * 2)
    windows = {audit.inspection_id: audit.window or audit.applies for audit in usable(audits)}
    for index, group in enumerate(groups):
        found = [
            (rates[group], window)
            for inspection_id, window in windows.items()
            if window is not None
            and group in (rates := rates_of_inspection(audits, inspection_id, shares, hyper=hyper))
        ]
        if not found:
            return _empty("no_audit", None)
        at = slice(index * size, (index + 1) * size)
        mu[at], cov[at, at] = bridge.bridge(
            [rate.mu for rate, _ in found],
            [rate.sd for rate, _ in found],
            [w.months for _, w in found],
            months,
            hyper,
        )
    cells = tuple((group, month) for group in groups for month in months)
    tier = "audited" if audited_inspection(audits, period) else "unaudited"
    return RatePosterior(tier, None, {}, cells, mu, cov)
