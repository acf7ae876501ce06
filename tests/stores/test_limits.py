"""Replicas count one visitor's tries together, because the database counts them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from invented_reports import Bureau

from portal.errors import TooManyAttempts
from portal.services.reports.wiring import LIMITS


def test_visitor_who_goes_from_replica_to_replica_has_one_limit(
    new_address: Callable[[], str], keys: tuple[str, ...]
) -> None:
    address = new_address()
    replicas = [Bureau(address, keys), Bureau(address, keys)]
    most, _ = LIMITS["submit"]
    for number in range(most):
        replicas[number % 2].submit(client="192.0.2.1")
    for replica in replicas:
        with pytest.raises(TooManyAttempts, match="wait an hour"):
            replica.submit(client="192.0.2.1")
    replicas[0].submit(client="192.0.2.2")
    replicas[1].clock.pass_by(hours=1, seconds=1)
    replicas[1].submit(client="192.0.2.1")
    for replica in replicas:
        replica.engine.dispose()
