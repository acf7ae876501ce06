"""A rush of readers costs the app one answer for each address, whoever many they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sites import Site

from bench.rush import VIEWS, rush_on

# Addresses that no other test asks for, so that the first reader of each is among these.
FRESH = tuple(f"{view}{'&' if '?' in view else '?'}rush=1" for view in VIEWS[:4])
READERS, SECONDS = 300, 3.0


@pytest.mark.parametrize("round_of", ["first", "again"])
def test_rush_reaches_the_app_once_for_an_address(site: Site, round_of: str) -> None:
    port = int(site.address.rpartition(":")[2])
    # On a thread of its own: a browser that another test of this process keeps open has a loop running on this one.
    with ThreadPoolExecutor(1) as beside:
        rush = beside.submit(rush_on, port, FRESH, READERS, SECONDS).result()
    assert rush.faults == []
    assert len(rush.milliseconds) == 2 * READERS
    assert rush.most_asked <= (1 if round_of == "first" else 0), rush.asked
