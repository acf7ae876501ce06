"""Beyond the usual ups and downs, within them, or cannot tell: checked against exact sums and simulated counts."""

import sys

import numpy as np
import pytest
from scipy import stats

from portal.errors import BadRequest
from portal.estimator import UpsAndDowns, real_change
from portal.estimator.real_change import _beta_binomial_tails, _two_sided

USUAL = UpsAndDowns(1.8, 0.06)
BEYOND, WITHIN = "beyond the usual ups and downs", "within the usual ups and downs"


def test_the_test_is_the_exact_conditional_one():
    found = real_change(30, 12, 55, 12, usual=UpsAndDowns(1.0))
    assert found.p_value == pytest.approx(2 * stats.binom.sf(54, 85, 0.5))
    assert (found.verdict, round(found.change_pct)) == (BEYOND, 83)


def test_exposure_counts_so_half_the_months_expect_half_the_crimes():
    found = real_change(240, 12, 118, 6, usual=UpsAndDowns(1.0))
    assert found.expected == 120
    assert found.verdict == WITHIN


def test_the_smallest_changes_are_the_first_beyond_the_usual():
    found = real_change(340, 12, 350, 12, usual=USUAL)
    assert found.verdict == WITHIN
    assert real_change(340, 12, found.smallest_rise, 12, usual=USUAL).verdict == BEYOND
    assert real_change(340, 12, found.smallest_rise - 1, 12, usual=USUAL).verdict == WITHIN
    assert real_change(340, 12, found.smallest_fall, 12, usual=USUAL).verdict == BEYOND
    assert real_change(340, 12, found.smallest_fall + 1, 12, usual=USUAL).verdict == WITHIN


def test_the_smallest_changes_are_told_in_per_cent_of_no_change():
    fall, rise = real_change(340, 12, 350, 12, usual=USUAL).smallest_pct
    assert (round(fall, 1), round(rise, 1)) == (-24.4, 29.1)
    assert real_change(3, 12, 2, 12).smallest_pct[0] is None
    assert real_change(0, 12, 9, 12).smallest_pct == (None, None)


def test_a_place_that_moves_more_from_year_to_year_asks_for_a_larger_change():
    needed = [
        real_change(340, 12, 340, 12, usual=UpsAndDowns(1.8, share)).smallest_rise
        for share in (0, 0.06, 0.1, 0.2)
    ]
    assert needed == sorted(set(needed))


def test_counts_too_small_for_any_fall_cannot_tell():
    found = real_change(3, 12, 2, 12)
    assert (found.verdict, found.smallest_fall) == ("cannot tell", None)


def test_from_nothing_to_many_is_beyond_the_usual_and_has_no_percentage():
    found = real_change(0, 12, 40, 12)
    assert (found.verdict, found.change_pct) == (BEYOND, None)
    assert real_change(0, 12, 0, 12).verdict == "cannot tell"


def test_a_break_between_the_periods_cannot_be_tested_away():
    found = real_change(340, 12, 900, 12, breaks=["The force changed its records system in November 2022."])
    assert (found.verdict, found.p_value) == ("cannot tell", None)
    assert found.reason == "The force changed its records system in November 2022."


@pytest.mark.parametrize("phi", [1.0, 2.5])
def test_no_change_is_called_beyond_about_one_time_in_twenty_or_less(phi):
    rng, wrong = np.random.default_rng(5), 0
    for _ in range(300):
        size = 120 / (phi - 1) if phi > 1 else None
        a, b = rng.poisson(120, 2) if size is None else rng.negative_binomial(size, 1 / phi, 2)
        share = (
            stats.binom(a + b, 0.5)
            if size is None
            else stats.betabinom(a + b, (a + b - phi) / 3, (a + b - phi) / 3)
        )
        p = min(1, 2 * min(share.cdf(b), share.sf(b - 1)))
        found = real_change(int(a), 12, int(b), 12, usual=UpsAndDowns(phi))
        assert found.p_value == pytest.approx(p)
        wrong += found.verdict == BEYOND
    assert wrong / 300 < 0.06


@pytest.mark.parametrize("share", [0.5, 0.25])
def test_large_counts_switch_to_the_normal_without_a_jump(share, monkeypatch):
    module = sys.modules["portal.estimator.real_change"]
    for later in (1_380, 1_450, 1_520):
        counts = (int(later * (1 - share) / share * 1.04), 12 * (1 - share) / share, later, 12)
        exact = real_change(*counts).p_value
        monkeypatch.setattr(module, "EXACT_UP_TO", 100)
        assert real_change(*counts).p_value == pytest.approx(exact, abs=0.005)
        monkeypatch.undo()


def test_what_is_not_a_count_or_has_no_months_is_refused():
    for earlier, months, later in ((-1, 12, 4), (4, 0, 4)):
        with pytest.raises(BadRequest):
            real_change(earlier, months, later, 12)
    with pytest.raises(BadRequest):
        real_change(4, 12, 4, 12, usual=UpsAndDowns(0.5))


@pytest.mark.parametrize("total", [1, 2, 17, 400, 3000])
@pytest.mark.parametrize("scale", [0.05, 1.0, 30.0, 10_000.0])
def test_tails_of_a_beta_binomial_are_those_of_the_library(total: int, scale: float) -> None:
    for later in {0, 1, total // 3, total - 1, total}:
        law = total, 0.4 * scale, 0.6 * scale
        tails = stats.betabinom.cdf(later, *law), stats.betabinom.sf(later - 1, *law)
        assert _beta_binomial_tails(later, *law) == pytest.approx(tails, abs=1e-9)


@pytest.mark.parametrize("total", [1, 2, 17, 400])
def test_without_clustering_the_tails_are_those_of_a_binomial(total: int) -> None:
    for later in {0, 1, total // 3, total}:
        twice = 2 * min(stats.binom.cdf(later, total, 0.4), stats.binom.sf(later - 1, total, 0.4))
        assert _two_sided(later, total, 0.4, UpsAndDowns()) == pytest.approx(min(1.0, twice), abs=1e-12)
