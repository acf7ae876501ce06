"""Three hundred reports, thirty kills, on each database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from killing import NO_FORK, check_killed_at_random

pytestmark = [pytest.mark.faults, pytest.mark.skipif(NO_FORK, reason="processes cannot be forked here")]


def test_killed_at_random_thirty_times_keeps_what_it_acknowledged_once(
    new_address: Callable[[], str], keys: tuple[str, ...], tmp_path: Path
) -> None:
    check_killed_at_random(new_address(), keys, tmp_path, reports=300, kills=30)
