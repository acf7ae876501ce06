"""A rush of readers costs the app one answer for each address, whoever many they are."""

from __future__ import annotations

import pytest
from sites import Site

from bench.rush import VIEWS, rush_on

# Addresses that no other test asks for, so that the first reader of each is among these.
FRESH = tuple(f"{view}{'&' if '?' in view else '?'}rush=1" for view in VIEWS[:4])
READERS, SECONDS = 300, 3.0


@pytest.mark.parametrize("round_of", ["first", "again"])
def test_rush_reaches_the_app_once_for_an_address(site: Site, round_of: str) -> None:
    rush = rush_on(int(site.address.rpartition(":")[2]), FRESH, READERS, SECONDS)
    assert rush.faults == []
    assert len(rush.milliseconds) == 2 * READERS
    assert rush.most_asked <= (1 if round_of == "first" else 0), rush.asked
