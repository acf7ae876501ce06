"""Acceptance tests 1, 2, 3 and 13: published totals, audit conversion, counting noise, spread between
forces."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from portal.estimator import estimate
from portal.estimator.between_forces import between_force_sd
from portal.estimator.conversion import audit_to_logit, effective_sample, omega_of
from portal.estimator.hyperparameters import FIRST_EDITION
from portal.estimator.thinning import thinning_moments, thinning_quantile

DATA = Path(__file__).resolve().parents[3] / "data"
AUDITS = [  # p, half-width, sd of the logit, effective sample, as the specification prints them
    (0.8152, 0.0172, 0.0583, 1956),
    (0.7610, 0.0321, 0.0900, 678),
    (0.9340, 0.0300, 0.2483, 263),
    (0.8400, 0.0300, 0.1139, 574),
    (0.8030, 0.0450, 0.1451, 300),
]


@pytest.mark.parametrize(
    ("recorded", "p", "published", "tolerance"),
    [(76_756, 0.8152, 17_400, 0.5), (99_225, 0.84, 18_900, 0.5), (3_500_000, 0.809, 826_329, 1)],
)
def test_acceptance_01_the_published_totals_come_out(recorded, p, published, tolerance):
    mu, sd = audit_to_logit(p, 0.02)
    central = estimate(np.array([[recorded]]), np.array([mu]), np.array([[sd**2]])).plug[0]
    assert central == pytest.approx(published, abs=tolerance)
    assert recorded * omega_of(p) == pytest.approx(published, abs=tolerance)


def test_acceptance_01_two_group_rates_give_back_the_published_total(ask, force):
    share = force.recorded["violence"].sum() / 76_756
    first = ask(force.whole, shares={"cdi-2016": share}, hyper=FIRST_EDITION)
    assert first.estimates.cv[0] == pytest.approx(0.059, abs=0.0005), "by the audit alone"
    answer = ask(force.whole, shares={"cdi-2016": share})
    assert answer.estimates.plug[0] == pytest.approx(17_400, abs=0.5)
    assert answer.estimates.cv[0] == pytest.approx(0.168, abs=0.0005), (
        "with the half-year that stands for the year"
    )
    assert {rate.how for rate in answer.rates.values()} == {"merged", "derived"}


@pytest.mark.parametrize(("p", "half_width", "printed_sd", "printed_n"), AUDITS)
def test_acceptance_02_an_audit_converts_as_the_formula_says(p, half_width, printed_sd, printed_n):
    mu, sd = audit_to_logit(p, half_width)
    assert mu == pytest.approx(np.log(p / (1 - p)), rel=1e-6)
    assert sd == pytest.approx(half_width / (1.959964 * p * (1 - p)), rel=1e-6)
    assert round(sd, 4) == printed_sd
    assert round(effective_sample(p, half_width)) == printed_n


@pytest.mark.parametrize(
    ("p", "half_width"), [(0, 0.1), (1, 0.1), (81.52, 1.72), (0.8, 0), (0.8, -1), (0.8, None)]
)
def test_acceptance_02_an_unusable_audit_is_refused_and_never_given_a_default(p, half_width):
    with pytest.raises(ValueError):
        audit_to_logit(p, half_width)


def test_acceptance_03_counting_quantiles_are_the_exact_integers():
    recorded, p = np.meshgrid(
        [1, 2, 3, 10, 49, 70, 350, 7_000, 76_756, 500_000], [0.05, 0.3, 0.65, 0.76, 0.84, 0.99]
    )
    for q in (0.001, 0.025, 0.1, 0.5, 0.9, 0.975, 0.999):
        ours = thinning_quantile(recorded, recorded * (1 - p) / p, q)
        assert np.array_equal(ours, stats.nbinom.ppf(q, recorded, p)), q


def test_acceptance_03_counting_moments_are_those_of_the_whole_distribution():
    recorded, p = 40, 0.76
    unrecorded = np.arange(0, 400)
    probability = stats.nbinom.pmf(unrecorded, recorded, p)
    mean, variance = thinning_moments(np.array([recorded]), (1 - p) / p)
    assert mean[0] == pytest.approx((unrecorded * probability).sum(), rel=1e-6)
    assert variance[0] == pytest.approx(((unrecorded - mean[0]) ** 2 * probability).sum(), rel=1e-6)


def test_acceptance_03_the_conjugate_route_agrees_with_the_logit_normal():
    p, half_width, recorded = 0.8152, 0.0172, 76_756
    n = effective_sample(p, half_width)
    conjugate = stats.betanbinom(recorded, p * (n - 1), (1 - p) * (n - 1))
    mu, sd = audit_to_logit(p, half_width)
    ours = estimate(np.array([[recorded]]), np.array([mu]), np.array([[sd**2]]))
    assert round(float(conjugate.mean())) == 17_411
    assert ours.mean[0] == pytest.approx(float(conjugate.mean()), rel=0.003)
    assert ours.sd[0] == pytest.approx(float(conjugate.std()), rel=0.01)


def test_acceptance_13_forces_differ_by_half_a_logit():
    with (DATA / "force_rates.csv").open(newline="", encoding="utf-8") as lines:
        first = [row for row in csv.DictReader(lines) if row["visit"] == "first"]
    assert len(first) == 43
    halves = [float(row["half_width_pct"]) / 100 if row["half_width_pct"] else None for row in first]
    sd, mean = between_force_sd([float(row["recorded_pct"]) / 100 for row in first], halves)
    assert sd == pytest.approx(0.498, abs=0.002)
    assert mean == pytest.approx(2.04, abs=0.005)
    with pytest.raises(ValueError, match="shorter"):
        between_force_sd([0.8, 0.9], halves[:1])
