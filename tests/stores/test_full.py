"""A disk that is full: one sentence, nothing half written, and the same form goes through when there is room."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from invented_reports import PERSON, Bureau, invented_form
from sqlalchemy import event

from portal.domain.reports.report import Words
from portal.errors import StoreUnavailable

TOKEN = "a token of more than thirty-two letters"


def test_full_disk_refuses_in_one_sentence_and_keeps_nothing_half(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    bureau = Bureau(f"sqlite:///{tmp_path / 'full.db'}", keys)
    bureau.submit()
    # Pages that an upgrade of the tables freed would take a message yet.
    with closing(sqlite3.connect(tmp_path / "full.db", isolation_level=None)) as connection:
        connection.execute("VACUUM")
    # SQLite says "full" when it may have no more pages, as it does when the disk has none.
    limit = {"pages": 1}
    event.listen(
        bureau.engine,
        "begin",
        lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={limit['pages']}"),
    )
    form = invented_form(words=Words(police_only=PERSON["police_only"] * 80))
    with pytest.raises(StoreUnavailable) as refused:
        bureau.submit(form, TOKEN)
    assert "nothing was written; keep what you typed and try again" in str(refused.value)
    assert "lion" not in str(refused.value)
    assert len(bureau.store.all_kept()) == 1
    limit["pages"] = 100_000
    receipt = bureau.submit(form, TOKEN)
    assert bureau.follow(receipt).words == form.words
    assert not receipt.repeated
    assert len(bureau.store.all_kept()) == 2
    bureau.engine.dispose()
