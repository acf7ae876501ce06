"""How a measure is spread over the areas like this one."""

from __future__ import annotations

import pandas as pd

from portal.measures.similar import Spread, spread_of


def test_quartiles_are_said_of_five_areas_and_of_no_fewer() -> None:
    assert spread_of(pd.Series([5.0, 1.0, 2.0, 4.0, 3.0])) == Spread(5, 2.0, 3.0, 4.0)
    assert spread_of(pd.Series([5.0, 1.0, None, 4.0, 3.0])) is None
