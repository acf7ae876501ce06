"""How a measure is spread over the areas like this one."""

from __future__ import annotations

import pandas as pd
import pytest

from portal.measures.similar import Spread, Traits, spread_of


def test_quartiles_are_said_of_five_areas_and_of_no_fewer() -> None:
    assert spread_of(pd.Series([5.0, 1.0, 2.0, 4.0, 3.0])) == Spread(5, 2.0, 3.0, 4.0)
    assert spread_of(pd.Series([5.0, 1.0, None, 4.0, 3.0])) is None


@pytest.mark.parametrize(("share", "nearest"), [(0.09, "B"), (0.16, "C")])
def test_a_town_centre_counts_by_its_square_root(share: float, nearest: str) -> None:
    """From 0.04 to 0.09 is as far as from 0.09 to 0.16; by the share itself the first two would always be nearer."""
    rows = pd.DataFrame(
        {
            "rural_urban": ["town"] * 4,
            "deprivation": [20.0] * 3 + [21.0],
            "town_centre": [share + 0.0001 if nearest == "B" else share, 0.04, 0.25, 0.01],
        },
        index=["A", "B", "C", "D"],
    )
    expected = min(
        ("B", "C"), key=lambda code: abs(rows.town_centre[code] ** 0.5 - rows.town_centre["A"] ** 0.5)
    )
    found = [code for code in Traits(rows).nearest("A") if code != "D"]
    assert found[0] == expected == nearest
