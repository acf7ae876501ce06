"""Sends invented reports from a process that is killed at random, and looks at what is left."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from pathlib import Path

from invented_reports import Bureau
from sqlalchemy import text

from portal.store.engine import reading
from portal.store.history import check_chain

# The sender is forked, so that kills are many and quick.
NO_FORK = "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin"


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


def check_killed_at_random(
    address: str, keys: tuple[str, ...], folder: Path, reports: int, kills: int
) -> None:
    """Sends `reports` from a process that is killed `kills` times; what was acknowledged is there once, each time."""
    bureau, chance = Bureau(address, keys), random.Random(20260301)
    tokens = [f"{number:032d}" for number in range(reports)]
    acknowledged: dict[str, str] = {}
    kept: list[str] = []
    for kill in range(kills + 1):
        # As a reader would: what got no receipt is sent again, with the same token.
        waiting = [token for token in tokens if token not in acknowledged]
        after = chance.uniform(0.0, 0.15) if kill < kills else None
        acknowledged |= send_until_killed(address, keys[0], waiting, folder / f"receipts {kill}", after)
        with reading(bureau.engine) as connection:
            kept = list(connection.execute(text("SELECT reference FROM reports")).scalars())
            check_chain(connection, bureau.store.tables)
        assert len(kept) == len(set(kept))
        assert set(acknowledged.values()) <= set(kept)
        # At most the one being written when it was killed is there without a receipt.
        assert len(kept) <= len(acknowledged) + 1
    assert len(acknowledged) == len(kept) == reports
    assert {receipt.reference for receipt in [bureau.submit(token=token) for token in tokens]} == set(kept)
    assert len(bureau.store.all_kept()) == reports
    bureau.engine.dispose()
