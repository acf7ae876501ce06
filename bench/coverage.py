"""Do the ranges hold what they promise? Simulated forces with known truth; prints the coverage tables.
 `python -m bench.coverage` takes a few minutes on two cores. Every function takes its random generator;
seeds are fixed. A coverage is what the method does if a stated truth holds: no simulation can say how much
places really differ.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit
from scipy.stats import spearmanr

from portal.estimator.conversion import audit_to_logit, effective_sample, normal_quantile
from portal.estimator.hyperparameters import HYPER
from portal.estimator.ranges import Estimates, estimate
from portal.estimator.spread import local_variance

SEED = 20140829
Z = normal_quantile(0.95)
# The 2016 audit of the default force: merged violence and derived other crime, with the samples that would
# give their standard deviations.
P = np.array([0.769, 0.838])
SAMPLE = np.array([720, 1233])
PLACE_TRUTHS = ("same everywhere", "sd .25", "sd .50", "a tenth much worse", "busier is worse",
                "missed in clusters", "hidden types in other", "poorer is worse", "districts differ")  # fmt: skip
METHODS = ("thinning only", "off", "default", "wide")
AUDITS = {"2016 all": (0.8152, 0.0172), "2016 violence": (0.761, 0.0321),
          "2018 violence": (0.934, 0.03), "2021/22 all": (0.84, 0.03)}  # fmt: skip


def inside(estimates: Estimates, truth: np.ndarray) -> dict[str, np.ndarray]:
    """Whether each area's true count lies in its 95% and 80% range."""
    return {
        "95": (estimates.lo95 <= truth) & (truth <= estimates.hi95),
        "80": (estimates.lo80 <= truth) & (truth <= estimates.hi80),
    }


def audited(rng: np.random.Generator, p: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logit means and standard deviations as an audit of n crimes each would publish them."""
    seen = rng.binomial(n, p) / n
    pairs = [audit_to_logit(q, Z * np.sqrt(q * (1 - q) / size)) for q, size in zip(seen, n, strict=True)]
    return np.array(pairs).T[0], np.array(pairs).T[1]


def rate_coverage(
    rng: np.random.Generator, p: float, sample: int, reports: float, times: int
) -> dict[str, float]:
    """Force-level coverage of the published-audit range, and of a range that ignores the audit's own
    error."""
    hits = {"95": 0, "80": 0, "thinning 95": 0}
    for _ in range(times):
        mu, sd = audited(rng, np.array([p]), np.array([sample]))
        told = rng.poisson(reports)
        kept = rng.binomial(told, p)
        lost, counts = np.array([told - kept]), np.array([[kept]])
        full = inside(estimate(counts, mu, np.diag(sd**2)), lost)
        bare = inside(estimate(counts, mu, np.zeros((1, 1))), lost)
        hits["95"] += int(full["95"][0])
        hits["80"] += int(full["80"][0])
        hits["thinning 95"] += int(bare["95"][0])
    return {name: count / times for name, count in hits.items()}


@dataclass(frozen=True)
class Force:
    """220 MSOAs in 12 districts, one a third of the force; expected reports (S, 2), violence share
    varying."""

    reports: np.ndarray
    district: np.ndarray

    @classmethod
    def drawn(
        cls, rng: np.random.Generator, msoas: int = 220, districts: int = 12, total: float = 94_156
    ) -> Force:
        size = rng.lognormal(0, 0.6, msoas)
        violence = rng.beta(12, 24, msoas)
        third = np.arange(msoas) < msoas // 3
        district = np.where(third, 0, 1 + np.arange(msoas) % (districts - 1))
        return cls(
            total * (size / size.sum())[:, None] * np.stack([violence, 1 - violence], axis=1), district
        )

    @property
    def areas(self) -> np.ndarray:
        """MSOAs, then districts, then the force."""
        one = np.eye(len(self.district))
        return np.vstack([one, np.eye(self.district.max() + 1)[self.district].T, np.ones(len(one))])


def local_rates(rng: np.random.Generator, force: Force, truth: str) -> tuple[np.ndarray, np.ndarray]:
    """True recording rates (S, 2) whose report-weighted mean is the force's, and which MSOAs were made
    much worse."""
    msoas = len(force.district)
    sds = {"sd .25": 0.18, "sd .50": 0.35}.get(truth, 0.0)
    delta = sds * (rng.standard_normal(12)[force.district] + rng.standard_normal(msoas))
    bad = (rng.random(msoas) < 0.1) & (truth == "a tenth much worse")
    delta = delta - bad
    if truth == "busier is worse":
        busy = np.log(force.reports.sum(axis=1))
        delta = delta - 0.2 * (busy - busy.mean()) / busy.std()
    if truth == "poorer is worse":
        # Half of how much places differ in deprivation lies between districts.
        poor = rng.standard_normal(12)[force.district] + rng.standard_normal(msoas)
        delta = delta - 0.2 * (poor - poor.mean()) / poor.std()
    if truth == "districts differ":
        delta = delta + 0.35 * rng.standard_normal(12)[force.district]
    each = np.stack([delta, delta], axis=1)
    if truth == "hidden types in other":
        mix = rng.dirichlet([2, 4, 3], msoas) @ np.array([0.74, 0.84, 0.93])
        each[:, 1] += logit(mix) - logit(P[1])
    eta, weight = logit(P), force.reports / force.reports.sum(axis=0)
    for _ in range(30):  # Newton steps to the force's own audited rate
        rate = expit(eta + each)
        eta = eta - ((weight * rate).sum(axis=0) - P) / (weight * rate * (1 - rate)).sum(axis=0)
    return expit(eta + each), bad


def told_and_kept(
    rng: np.random.Generator, reports: np.ndarray, rate: np.ndarray, clustered: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Reported and recorded counts; clustered: half of all reports come in pairs, kept or missed together."""
    if not clustered:
        told = rng.poisson(reports)
        return told, rng.binomial(told, rate)
    single, pair = rng.poisson(reports / 2), rng.poisson(reports / 4)
    return single + 2 * pair, rng.binomial(single, rate) + 2 * rng.binomial(pair, rate)


def estimates_by(method: str, kept: np.ndarray, force: Force, mu: np.ndarray, sd: np.ndarray) -> Estimates:
    """One of METHODS on MSOA counts (S, 2), for every MSOA, district and the force."""
    cov = np.diag(sd**2) * (method != "thinning only")
    taus = (0.0, 0.0) if method == "thinning only" else HYPER.spread[method]
    areas = force.areas
    local = local_variance(kept @ np.exp(-mu), areas, np.arange(len(kept)), force.district, *taus)
    return estimate(areas @ kept, mu, cov, local)


def place_coverage(
    rng: np.random.Generator, truth: str, times: int, methods: tuple[str, ...] = METHODS
) -> dict[tuple[str, str, str], float]:
    """(method, level, '95' or '80') → coverage. 'bad msoa' holds the MSOAs made much worse, where there are
    any.

    'shares' holds the rank correlation of estimated and true unrecorded share over MSOAs, and how much of
    the true worst tenth is in the estimated one: why no page ranks places by that share.
    """
    tally: dict[tuple[str, str, str], list[float]] = {}
    for _ in range(times):
        force = Force.drawn(rng)
        rate, bad = local_rates(rng, force, truth)
        told, kept = told_and_kept(rng, force.reports, rate, truth == "missed in clusters")
        mu, sd = audited(rng, P, SAMPLE)
        lost = force.areas @ (told - kept).sum(axis=1)
        msoas = len(force.district)
        for name, value in share_agreement(kept, told, mu).items():
            tally.setdefault(("shares", name, ""), []).append(value)
        for method in methods:
            for level, hit in inside(estimates_by(method, kept, force, mu, sd), lost).items():
                parts = {"msoa": hit[:msoas], "district": hit[msoas:-1], "force": hit[-1:]}
                parts["bad msoa"] = hit[:msoas][bad]
                for name, part in parts.items():
                    if part.size:
                        tally.setdefault((method, name, level), []).append(float(part.mean()))
    return {key: float(np.mean(values)) for key, values in tally.items()}


def share_agreement(kept: np.ndarray, told: np.ndarray, mu: np.ndarray) -> dict[str, float]:
    plug = kept @ np.exp(-mu)
    guessed = plug / (plug + kept.sum(axis=1))
    true = 1 - kept.sum(axis=1) / told.sum(axis=1)
    tenth = len(true) // 10
    both = set(np.argsort(guessed)[-tenth:]) & set(np.argsort(true)[-tenth:])
    return {"rank": float(spearmanr(guessed, true).statistic), "worst tenth": len(both) / tenth}


def mass_inside(
    rng: np.random.Generator, spread: str, draws: int = 20_000, chunk: int = 1_000
) -> dict[tuple[str, str], float]:
    """Share of exact draws, given the counts, inside the closed ranges: MSOAs, districts, the force."""
    force = Force.drawn(rng)
    kept = rng.binomial(rng.poisson(force.reports), P).astype(float)
    mu, sd = logit(P), 1 / np.sqrt(SAMPLE * P * (1 - P))
    closed = estimates_by(spread, kept, force, mu, sd)
    tau_d, tau_m = HYPER.spread[spread]
    order, msoas = np.argsort(kept.sum(axis=1)), len(kept)
    chosen = {
        "quiet msoa": order[10],
        "msoa": order[msoas // 2],
        "big district": msoas,
        "district": msoas + 3,
    }
    chosen["force"] = msoas + 12
    share = kept @ np.exp(-mu) / (kept @ np.exp(-mu)).sum()
    hits = {(name, level): 0 for name in chosen for level in ("95", "80")}
    for _ in range(draws // chunk):
        omega = np.exp(-(mu + sd * rng.standard_normal((chunk, 2))))
        delta = tau_d * rng.standard_normal((chunk, 12))[:, force.district]
        delta = delta + tau_m * rng.standard_normal((chunk, msoas))
        weight = np.exp(-delta) / (np.exp(-delta) @ share)[:, None]
        lost = np.zeros(weight.shape)
        for g in range(2):
            mean = (
                rng.standard_gamma(np.broadcast_to(kept[:, g], weight.shape)) * omega[:, g : g + 1] * weight
            )
            lost += rng.poisson(mean)
        true = lost @ force.areas.T
        for name, at in chosen.items():
            for level, low, high in (("95", closed.lo95, closed.hi95), ("80", closed.lo80, closed.hi80)):
                hits[name, level] += int(((low[at] <= true[:, at]) & (true[:, at] <= high[at])).sum())
    return {key: count / draws for key, count in hits.items()}


def show(title: str, cells: dict[tuple[str, str], float]) -> None:
    """One table: cells by (row, column), as percentages."""
    rows, columns = (list(dict.fromkeys(key[at] for key in cells)) for at in (0, 1))
    print(f"\n{title}\n{'':15}" + "".join(f"{column:>16}" for column in columns))
    for row in rows:
        print(
            f"{row:15}"
            + "".join(f"{100 * cells[row, c]:16.1f}" if (row, c) in cells else " " * 16 for c in columns)
        )


def main() -> None:
    started, rng = time.perf_counter(), np.random.default_rng(SEED)
    cells: dict[tuple[str, str], float] = {}
    for name, (p, half) in AUDITS.items():
        found = rate_coverage(rng, p, round(effective_sample(p, half)), 31_000, 4_000)
        cells.update({(name, level): value for level, value in found.items()})
    show("Force total, audit error only (4,000 replications)", cells)
    cells = {(s, " ".join(k)): v for s in HYPER.spread for k, v in mass_inside(rng, s).items()}
    show("Exact draws inside the closed range (20,000 draws)", cells)
    for truth in PLACE_TRUTHS:
        found_here = place_coverage(rng, truth, 250)
        show(
            f"Truth: {truth} (250 forces)",
            {(m, f"{a} {b}".strip()): v for (m, a, b), v in found_here.items()},
        )
    from bench.drift import DRIFTS, drift_coverage  # it measures with this module's `inside`

    for drift in DRIFTS:
        drifted = drift_coverage(rng, drift, 400)
        show(f"Drift: {drift} (400 replications)", {(m, f"{a} {b}"): v for (m, a, b), v in drifted.items()})
    print(f"\n{time.perf_counter() - started:.0f} seconds")


if __name__ == "__main__":
    main()
