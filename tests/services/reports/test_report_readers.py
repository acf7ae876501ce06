"""A sector is read for when somebody who may sign in covers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.domain.desk.account import Account
from portal.services.reports.readers import is_read

ONE = Account(
    "a1", "responder", frozenset({"E07999001"}), "Upper Nowhere team", datetime(2026, 3, 1, tzinfo=UTC)
)


class Accounts:
    def __init__(self, *kept: Account) -> None:
        self.kept = kept

    def all(self) -> list[Account]:
        return list(self.kept)


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ((), False),
        ((ONE,), True),
        ((replace(ONE, sectors=frozenset({"E07999002"})),), False),
        ((replace(ONE, disabled=True),), False),
        ((replace(ONE, sectors=frozenset({"*"})),), True),
    ],
)
def test_sector_is_read_for_when_somebody_who_may_sign_in_covers_it(
    kept: tuple[Account, ...], read: bool
) -> None:
    assert is_read(Accounts(*kept), "E07999001") is read  # type: ignore[arg-type]
