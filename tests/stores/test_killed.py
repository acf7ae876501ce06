"""A sender killed in the middle of its work has kept everything it acknowledged, once. Many more: tests/faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from killing import NO_FORK, check_killed_at_random


@pytest.mark.skipif(NO_FORK, reason="processes cannot be forked here")
def test_killed_at_random_keeps_what_it_acknowledged_once(
    new_address: Callable[[], str], keys: tuple[str, ...], tmp_path: Path
) -> None:
    check_killed_at_random(new_address(), keys, tmp_path, reports=40, kills=4)
