"""A backup is restored whole or not at all; keys are changed without losing a word."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from invented_reports import PERSON, Bureau, key_of

from portal.domain.reports.report import Words
from portal.errors import BadRequest, BadSetting, BadSource, StoreUnavailable
from portal.services.reports.follow import amend
from portal.store.backup import back_up, forget_old, restore
from portal.store.crypto import Cipher, add_key_to_file, keys_in_file
from portal.store.engine import open_engine
from portal.store.rotation import Rotated, rotate_keys


def test_backup_restored_elsewhere_is_the_same_portal(bureau: Bureau, new_address, tmp_path: Path) -> None:
    receipts = [bureau.submit() for _ in range(3)]
    amend(bureau.reports, key_of(receipts[0]), 1, Words(public="Second version."), True)
    lines = back_up(bureau.store, tmp_path / "backup")
    other = Bureau(new_address(), bureau.keys)
    assert restore(other.store, tmp_path / "backup") == lines == 4
    for receipt in receipts:
        assert other.follow(receipt) == bureau.follow(receipt)
    amend(other.reports, key_of(receipts[1]), 1, Words(public="Written after."), True)
    assert other.outbox.waiting() == 3
    other.engine.dispose()


def test_backup_moves_from_one_database_to_the_other(bureau: Bureau, tmp_path: Path, postgresql: str) -> None:
    receipt = bureau.submit()
    back_up(bureau.store, tmp_path / "backup")
    other = Bureau(f"sqlite:///{tmp_path / 'other.db'}", bureau.keys)
    restore(other.store, tmp_path / "backup")
    assert other.follow(receipt) == bureau.follow(receipt)
    other.engine.dispose()


def test_backup_cannot_be_read_without_the_keys(bureau: Bureau, tmp_path: Path) -> None:
    bureau.submit()
    back_up(bureau.store, tmp_path / "backup")
    text = gzip.decompress((tmp_path / "backup").read_bytes())
    assert [detail for detail in PERSON.values() if detail.encode() in text] == []
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0


def test_restore_refuses_a_database_that_is_in_use_and_a_damaged_file(
    bureau: Bureau, new_address, tmp_path
) -> None:
    bureau.submit()
    back_up(bureau.store, tmp_path / "backup")
    with pytest.raises(BadRequest, match="not empty"):
        restore(bureau.store, tmp_path / "backup")
    with pytest.raises(BadRequest, match="already"):
        back_up(bureau.store, tmp_path / "backup")
    stored = (tmp_path / "backup").read_bytes()
    (tmp_path / "cut").write_bytes(stored[: len(stored) // 2])
    changed = gzip.decompress(stored).replace(b'"submit"', b'"forged"')
    (tmp_path / "changed").write_bytes(gzip.compress(changed))
    other = Bureau(new_address(), bureau.keys)
    for name in ("cut", "changed"):
        with pytest.raises(BadSource):
            restore(other.store, tmp_path / name)
    assert other.store.all_kept() == []
    other.engine.dispose()


def test_after_new_keys_the_old_key_opens_nothing_and_the_new_one_everything(bureau: Bureau) -> None:
    receipt = bureau.submit()
    report = bureau.follow(receipt)
    fresh = Fernet.generate_key().decode()
    assert rotate_keys(bureau.store, Cipher((fresh, *bureau.keys)), bureau.clock.at) == Rotated(9, 9)
    with pytest.raises(StoreUnavailable, match="a key that is not in"):
        Bureau(bureau.address, bureau.keys)
    renewed = Bureau(bureau.address, (fresh,))
    assert renewed.follow(receipt) == report
    renewed.engine.dispose()


def test_keys_are_not_changed_when_one_is_missing(bureau: Bureau) -> None:
    receipt = bureau.submit()
    with pytest.raises(StoreUnavailable, match="a key that is not given"):
        rotate_keys(bureau.store, Cipher((Fernet.generate_key().decode(),)), bureau.clock.at)
    assert bureau.follow(receipt).reference == receipt.reference


def test_key_file_is_private_and_a_new_key_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret.keys"
    first = keys_in_file(path)
    assert keys_in_file(path) == first
    assert path.stat().st_mode & 0o077 == 0
    add_key_to_file(path)
    assert keys_in_file(path)[1:] == first


def test_key_file_that_others_may_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret.keys"
    keys_in_file(path)
    path.chmod(0o640)
    with pytest.raises(BadSetting, match=r"no secret; run: chmod 600 var/secret\.keys"):
        keys_in_file(path)


def test_database_that_is_down_or_full_is_one_sentence(tmp_path: Path) -> None:
    down = open_engine("postgresql://invented:hunter2@127.0.0.1:1/nothing")
    with pytest.raises(StoreUnavailable) as refused:
        Bureau.__init__(
            Bureau.__new__(Bureau), str(down.url.render_as_string(False)), (Fernet.generate_key().decode(),)
        )
    assert "hunter2" not in str(refused.value)
    bureau = Bureau(f"sqlite:///{tmp_path / 'full.db'}", (Fernet.generate_key().decode(),))
    bureau.submit()
    with bureau.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreUnavailable, match="nothing was written"):
        [bureau.submit() for _ in range(200)]
    bureau.engine.dispose()


def test_backups_go_after_thirty_days_and_nothing_else_in_the_folder(tmp_path: Path) -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    for name, days in (("old.backup", 30.5), ("new.backup", 29.5), ("old.txt", 400)):
        (tmp_path / name).touch()
        at = (now - timedelta(days=days)).timestamp()
        os.utime(tmp_path / name, (at, at))
    assert forget_old(tmp_path, now) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"new.backup", "old.txt"}
