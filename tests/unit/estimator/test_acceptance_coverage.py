"""Acceptance tests 8 to 10: the ranges hold what they promise in simulations with a known truth."""

import numpy as np
import pytest

from bench.coverage import mass_inside, place_coverage, rate_coverage

BANDS = {"95": (0.935, 0.965), "80": (0.77, 0.83)}


def test_acceptance_08_the_force_range_covers_and_counting_noise_alone_does_not():
    found = rate_coverage(np.random.default_rng(11), p=0.761, sample=678, reports=31_000, times=2_000)
    for level, (low, high) in BANDS.items():
        assert low <= found[level] <= high, found
    assert found["thinning 95"] < 0.40


def test_acceptance_09_places_are_covered_when_they_differ_as_assumed():
    found = place_coverage(np.random.default_rng(12), "sd .25", times=400, methods=("off", "default"))
    for place in ("msoa", "district"):
        for level, (low, high) in BANDS.items():
            assert low <= found["default", place, level] <= high, (place, level, found)
    assert found["off", "district", "95"] < 0.7, "ignoring differences between places must show as too narrow"


@pytest.mark.parametrize("spread", ["off", "default", "wide"])
def test_acceptance_10_exact_draws_fall_inside_the_closed_range(spread):
    found = mass_inside(np.random.default_rng(13), spread, draws=20_000)
    for (place, level), share in found.items():
        low, high = BANDS[level]
        assert low <= share <= high, (place, level, share)
