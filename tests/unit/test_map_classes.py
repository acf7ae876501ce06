"""A value is coloured as the legend says, at the edges above all."""

import mapclassify
import pandas as pd
import pytest

from portal.domain.record.measure import MEASURES, PER_RESIDENTS
from portal.measures.classes import MapClasses, scaled


def test_value_on_an_edge_belongs_below_it() -> None:
    classes = MapClasses((10.0, 25.0), 0)
    assert list(classes.classify(pd.Series([9, 10, 11, 25, 26]))) == [0, 0, 1, 1, 2]


def test_rate_is_classed_as_it_is_printed() -> None:
    classes = MapClasses((12.5,), 1)
    assert list(classes.classify(pd.Series([12.54, 12.56]))) == [0, 1]


def test_missing_value_has_no_class_and_zero_has_the_lowest() -> None:
    found = MapClasses((10.0,), 0).classify(pd.Series([None, 0], dtype="Float64"))
    assert pd.isna(found[0])
    assert found[1] == 0


def test_classes_agree_with_mapclassify_on_the_same_edges() -> None:
    values = pd.Series(range(200))
    edges = (33.0, 66.0, 120.0)
    ours = MapClasses(edges, 0).classify(values)
    theirs = mapclassify.UserDefined(values, [*edges, 1000]).yb
    assert list(ours) == list(theirs)


def test_shorter_period_scales_counts_but_not_rates() -> None:
    assert scaled((120.0, 240.0), MEASURES["recorded"], 1).upper_edges == (10.0, 20.0)
    assert scaled((12.5,), PER_RESIDENTS, 12).upper_edges == (12.5,)


def test_scaled_edges_never_repeat() -> None:
    assert scaled((1.0, 2.0, 3.0), MEASURES["recorded"], 1).upper_edges == (0.0,)


@pytest.mark.parametrize("edges", [(), (5.0,), (5.0, 6.0, 7.0, 8.0)])
def test_there_is_one_class_more_than_edges(edges: tuple[float, ...]) -> None:
    assert MapClasses(edges, 0).count == len(edges) + 1
