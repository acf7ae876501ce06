"""Acceptance tests 4 to 7: exactness of the closed ranges, coherence, the spread switch, monotonicity."""

import numpy as np
import pytest
from scipy import stats

from portal.domain.record.period import Period
from portal.estimator import HYPER, estimate, rate_posterior
from portal.estimator.conversion import audit_to_logit
from portal.estimator.rates import COUNTED_GROUPS, group_covariance
from portal.estimator.spread import local_variance
from portal.services.unrecorded.estimates import leaf_counts

LIMITS = {"lo80": 0.10, "hi80": 0.90, "lo95": 0.025, "hi95": 0.975}


def mixture_quantile(recorded, mu, variance, q):
    """The exact quantile on a fine grid of rates (few nodes would be wider than the count's own
    distribution)."""
    sd = np.sqrt(variance)
    eta = np.linspace(mu - 8 * sd, mu + 8 * sd, 4_001)
    weight = stats.norm.pdf(eta, mu, sd)
    weight /= weight.sum()
    p = 1 / (1 + np.exp(-eta))
    low, high = -1, int(recorded * np.exp(-mu) * 20 + 200)
    while high - low > 1:
        middle = (low + high) // 2
        if (weight * stats.nbinom.cdf(middle, recorded, p)).sum() >= q:
            high = middle
        else:
            low = middle
    return high


RATES = [(0.8152, 0.0172), (0.761, 0.0321), (0.84, 0.03), (0.803, 0.045)]
COUNTS = [20, 70, 350, 1_000, 7_000, 76_756]


def check_against_mixture(recorded, p, half_width, local, smallest):
    mu, sd = audit_to_logit(p, half_width)
    closed = estimate(np.array([[recorded]]), np.array([mu]), np.array([[sd**2]]), np.array([local]))
    tolerance = max(smallest, 0.006 * closed.plug[0])
    for limit, q in LIMITS.items():
        # A local effect has mean one, so its logit lies half its variance above the force's.
        exact = mixture_quantile(recorded, mu + local / 2, sd**2 + local, q)
        assert getattr(closed, limit)[0] == pytest.approx(exact, abs=tolerance), limit


@pytest.mark.parametrize(("p", "half_width"), RATES)
@pytest.mark.parametrize("recorded", COUNTS)
def test_acceptance_04_the_closed_range_is_the_exact_mixture_range(recorded, p, half_width):
    check_against_mixture(recorded, p, half_width, local=0.0, smallest=1.5)


@pytest.mark.parametrize("local", [2 * 0.18**2, 2 * 0.35**2])
@pytest.mark.parametrize(("p", "half_width"), RATES)
@pytest.mark.parametrize("recorded", COUNTS)
def test_acceptance_04_the_range_of_a_place_is_the_exact_mixture_range(recorded, p, half_width, local):
    # Two crimes and not 1.5: with a local spread the worst case found is 1.65, at 350 recorded.
    check_against_mixture(recorded, p, half_width, local, smallest=2.0)


def test_acceptance_05_leaves_add_up_to_msoas_districts_and_the_force(ask, force):
    leaf = ask(force.leaf).estimates.plug
    whole = ask(force.whole).estimates.plug[0]
    for members in (force.leaf, force.msoa, force.district):
        parts = ask(members).estimates.plug
        assert np.nansum(parts) == pytest.approx(whole, rel=1e-9)
        assert np.allclose(parts, members @ np.nan_to_num(leaf), rtol=1e-9)
    assert leaf[-1] > 0, "the leaf without a location belongs to the force too"


def test_acceptance_05_groups_add_up(ask, force):
    both = ask(force.district, shares={"cdi-2016": 0.312}).estimates.plug
    apart = [
        ask(force.district, {name: counts}, shares={"cdi-2016": 0.312}).estimates.plug
        for name, counts in force.recorded.items()
    ]
    assert np.allclose(both, sum(apart), rtol=1e-9)


def test_acceptance_05_months_and_rows_add_up(audits, record_of):
    period, rng = Period("2021-03", "2022-02"), np.random.default_rng(3)
    rows = [
        (leaf, month, kind, rng.poisson(9))
        for leaf in ("a", "b", "no location")
        for month in period.months
        for kind in ("burglary", "violence-and-sexual-offences")
    ]
    record = record_of(rows, period.months)
    counted = [leaf_counts(record, Period(month, month), COUNTED_GROUPS) for month in period.months]
    posterior = rate_posterior(audits, period, {"peel-2021-22": 0.5})
    by_month = np.stack([month[group] for group in COUNTED_GROUPS for month in counted], axis=1)
    monthly = estimate(by_month, posterior.mu, posterior.cov)
    mu, cov = group_covariance(list(posterior.rates.values()), HYPER.year_unknown)
    totals = np.stack(list(leaf_counts(record, period, COUNTED_GROUPS).values()), axis=1)
    yearly = estimate(totals, mu, cov)
    for name in ("plug", "mean", "sd", "lo80", "hi95"):
        assert np.allclose(getattr(monthly, name), getattr(yearly, name), rtol=1e-9, equal_nan=True), name
    assert totals.sum() == sum(count for *_, count in rows)
    everything = np.ones((1, len(totals))) @ totals
    assert estimate(everything, mu, cov).plug[0] == pytest.approx(np.nansum(yearly.plug), rel=1e-9)


def test_acceptance_06_the_spread_switch_moves_no_central_value_and_no_force_range(ask, force):
    answers = {
        spread: ask(np.vstack([force.whole, force.district, force.msoa]), spread=spread)
        for spread in HYPER.spread
    }
    off = answers["off"].estimates
    for spread in ("default", "wide"):
        other = answers[spread].estimates
        assert np.allclose(other.plug, off.plug, rtol=1e-9)
        assert np.allclose(other.mean, off.mean, rtol=1e-9)
        for limit in LIMITS:
            assert getattr(other, limit)[0] == pytest.approx(getattr(off, limit)[0], rel=1e-9)
        assert (other.hi95[1:] > off.hi95[1:]).all(), "but places do widen"


def one(recorded=350.0, p=0.8152, half_width=0.0172, local=0.0):
    mu, sd = audit_to_logit(p, half_width)
    return estimate(np.array([[recorded]]), np.array([mu]), np.array([[sd**2]]), np.array([local])).at(0)


def test_acceptance_07_a_better_rate_means_fewer_unrecorded():
    assert one(p=0.9)["plug"] < one(p=0.85)["plug"] < one(p=0.8)["plug"]


def test_acceptance_07_more_recorded_means_more_unrecorded():
    for name in ("plug", "mean", "sd", "lo95", "hi95"):
        assert one(recorded=300)[name] < one(recorded=350)[name] < one(recorded=3_000)[name]


@pytest.mark.parametrize("steps", [{"half_width": (0.01, 0.02, 0.06)}, {"local": (0.0, 0.06, 0.25)}])
def test_acceptance_07_more_uncertainty_widens_the_range_and_leaves_the_centre(steps):
    ((name, values),) = steps.items()
    narrow, middle, wide = (one(**{name: value}) for value in values)
    assert narrow["plug"] == middle["plug"] == wide["plug"]
    for a, b in ((narrow, middle), (middle, wide)):
        assert b["lo95"] < a["lo95"] < a["hi95"] < b["hi95"]
        assert b["lo80"] < a["lo80"] < a["hi80"] < b["hi80"]
        assert a["cv"] < b["cv"]


@pytest.mark.parametrize("recorded", [20.0, 70.0, 350.0, 76_756.0])
def test_acceptance_07_the_80_range_lies_inside_the_95_range(recorded):
    answer = one(recorded)
    assert 0 <= answer["lo95"] < answer["lo80"] < answer["plug"] < answer["hi80"] < answer["hi95"]


def test_failures_in_clusters_widen_what_chance_leaves_open_by_the_root_of_the_factor():
    # With a rate that is known exactly, chance is all there is.
    asked = (np.array([[1_000], [7_000]]), np.array([1.5]), np.array([[0.0]]))
    alone, clustered = estimate(*asked, phi=1.0), estimate(*asked, phi=4.0)
    assert np.allclose(clustered.plug, alone.plug)
    assert np.allclose(clustered.sd, 2 * alone.sd)
    for limit in LIMITS:
        reach, wider = (getattr(found, limit) - found.plug for found in (alone, clustered))
        assert (np.abs(reach) > 10).all()
        assert np.allclose(wider, 2 * reach), limit


def test_the_factor_of_clusters_asked_for_wins_over_the_usual_one(ask, force):
    usual, same, wider = (
        ask(force.district, **asked).estimates for asked in ({}, {"phi": HYPER.phi}, {"phi": 4 * HYPER.phi})
    )
    assert np.array_equal(usual.hi95, same.hi95)
    assert (wider.hi95 > usual.hi95).all()
    assert (wider.lo95 < usual.lo95).all()


def test_local_doubt_hangs_on_what_an_area_is_made_of_and_not_on_how_much(force):
    places = (force.places.msoa_index, force.places.district_index, *HYPER.spread["default"])
    plug = force.recorded["other"] * 0.3
    few = plug / plug.sum()
    # Far less than one crime of a whole district is expected to be missing, and still it is not the force in small.
    assert (force.district @ few < 1).all()
    usual, scarce = (local_variance(each, force.district, *places) for each in (plug, few))
    assert (usual > 0).all()
    assert np.allclose(scarce, usual, rtol=1e-9)
