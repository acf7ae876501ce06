"""The range around a count is as wide as clusters of months and a year's own level make it."""

import pytest
from scipy.stats import gamma

from portal.estimator import UpsAndDowns, count_range95


@pytest.mark.parametrize("count", [40, 400])
@pytest.mark.parametrize("usual", [UpsAndDowns(3.0), UpsAndDowns(1.0, 0.1), UpsAndDowns(3.0, 0.1)])
def test_the_ends_are_gamma_quantiles_with_the_variance_of_clusters_and_years(
    count: int, usual: UpsAndDowns
) -> None:
    """Worked out apart from the module: variance is clustering times the mean, and the square of the year's share."""
    low, high = count_range95(count, usual)
    for end, mean, share in ((low, count, 0.025), (high, count + 1, 0.975)):
        shape = mean**2 / (usual.clustering * mean + usual.between_years**2 * mean**2)
        assert end == pytest.approx(gamma.ppf(share, shape, scale=mean / shape), rel=0.01)


def test_nothing_recorded_begins_at_nought_and_reaches_further_where_crimes_cluster() -> None:
    (low, high), (_, wider) = count_range95(0, UpsAndDowns()), count_range95(0, UpsAndDowns(3.0))
    assert low == 0
    assert high == pytest.approx(3.69, rel=0.02)
    assert wider > high
