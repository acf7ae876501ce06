"""A server killed in the middle of its work has kept everything it acknowledged, once."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from pathlib import Path

import pytest
from invented_reports import Bureau
from sqlalchemy import text

from portal.store.engine import reading
from portal.store.history import check_chain

REPORTS, KILLS = 40, 4
NO_FORK = "fork" not in multiprocessing.get_all_start_methods()


def send_all(address: str, key: str, tokens: list[str], receipts: Path) -> None:
    """One report per token, and a line for each receipt."""
    bureau = Bureau(address, (key,))
    with receipts.open("a") as said:
        print("ready", file=said, flush=True)
        for token in tokens:
            print(token, bureau.submit(token=token).reference, file=said, flush=True)


def send_until_killed(
    address: str, key: str, tokens: list[str], receipts: Path, after: float | None
) -> dict[str, str]:
    """The acknowledged tokens and their references. `after` is in seconds from the first moment it could send."""
    sender = multiprocessing.get_context("fork").Process(
        target=send_all, args=(address, key, tokens, receipts)
    )
    sender.start()
    give_up = time.monotonic() + 60
    while not (receipts.exists() and receipts.read_text()) and time.monotonic() < give_up:
        time.sleep(0.005)
    if after is not None:
        time.sleep(after)
        sender.kill()
    sender.join(60)
    # A line cut off by the kill is no receipt.
    lines = [line.split() for line in receipts.read_text().splitlines(keepends=True) if line.endswith("\n")]
    return dict(line for line in lines if len(line) == 2)


@pytest.mark.skipif(
    NO_FORK or sys.platform == "darwin", reason="the sender is forked, so that kills are many and quick"
)
def test_killed_at_random_keeps_what_it_acknowledged_once(
    new_address, keys: tuple[str, ...], tmp_path: Path
) -> None:
    address, chance = new_address(), random.Random(20260301)
    bureau = Bureau(address, keys)
    tokens = [f"{number:032d}" for number in range(REPORTS)]
    acknowledged: dict[str, str] = {}
    for kill in range(KILLS + 1):
        # As a reader would: what got no receipt is sent again, with the same token.
        waiting = [token for token in tokens if token not in acknowledged]
        after = chance.uniform(0.0, 0.15) if kill < KILLS else None
        acknowledged |= send_until_killed(address, keys[0], waiting, tmp_path / f"receipts {kill}", after)
        with reading(bureau.engine) as connection:
            kept = connection.execute(text("SELECT reference FROM reports")).scalars().all()
            check_chain(connection, bureau.store.tables)
        assert len(kept) == len(set(kept))
        assert set(acknowledged.values()) <= set(kept)
        # At most the one being written when it was killed is there without a receipt.
        assert len(kept) <= len(acknowledged) + 1
    assert len(acknowledged) == len(kept) == REPORTS
    assert {receipt.reference for receipt in [bureau.submit(token=token) for token in tokens]} == set(kept)
    assert len(bureau.store.all_kept()) == REPORTS
    bureau.engine.dispose()
