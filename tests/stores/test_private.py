"""What is kept is its owner's alone, the newest backup is young, and a key that still holds something is named."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from invented_desk import portal
from invented_reports import Bureau

from portal.doctor.machine import look_at_backups, look_at_modes
from portal.doctor.services import look_at_old_keys
from portal.errors import BadRequest
from portal.store.backup import back_up
from portal.store.crypto import Cipher, keys_in_file, write_private
from portal.store.engine import open_engine
from portal.store.inspection import look
from portal.store.rotation import rotate_keys

KEY = Fernet.generate_key().decode()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("first", ["database", "keys", "backup"])
def test_folders_are_made_for_their_owner_alone_whatever_makes_them_first(tmp_path: Path, first: str) -> None:
    before = os.umask(0)
    try:
        var = tmp_path / "made" / "var"
        if first == "database":
            Bureau(f"sqlite:///{var / 'portal.db'}", (KEY,)).submit()
            assert mode(var / "portal.db") == 0o600
        elif first == "keys":
            keys_in_file(var / "secret.keys")
        else:
            write_private(var / "backup" / "one.backup", b"x")
            assert mode(var / "backup") == 0o700
        assert mode(var) == mode(var.parent) == 0o700
    finally:
        os.umask(before)


def test_open_database_or_folder_is_a_fault_with_its_remedy(tmp_path: Path) -> None:
    var = tmp_path / "var"
    bureau = Bureau(f"sqlite:///{var / 'portal.db'}", (KEY,))
    bureau.submit()
    assert look_at_modes(var / "portal.db", var) == []
    (var / "portal.db").chmod(0o644)
    var.chmod(0o755)
    found = look_at_modes(var / "portal.db", var)
    assert [(one.state, one.remedy) for one in found] == [
        ("fault", f"Run: chmod 700 {var}"), ("fault", f"Run: chmod 600 {var / 'portal.db'}"),
    ]  # fmt: skip
    bureau.engine.dispose()


def test_backup_older_than_two_days_or_missing_is_a_fault(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    assert look_at_backups(tmp_path / "none", now, None).state == "note"
    assert look_at_backups(tmp_path / "none", now, now - timedelta(hours=3)).state == "note"
    assert look_at_backups(tmp_path / "none", now, now - timedelta(days=3)).state == "fault"
    (tmp_path / "a.backup").write_bytes(b"x")
    assert look_at_backups(tmp_path, now, now).state == "ok"
    old = (now - timedelta(days=2, hours=1)).timestamp()
    os.utime(tmp_path / "a.backup", (old, old))
    found = look_at_backups(tmp_path, now, now)
    assert (found.state, "over two days old" in found.sentence) == ("fault", True)


def test_two_backups_that_end_together_never_write_over_one_another(bureau: Bureau, tmp_path: Path) -> None:
    bureau.submit()
    back_up(bureau.store, tmp_path / "new folder" / "a.backup")
    kept = (tmp_path / "new folder" / "a.backup").read_bytes()
    with pytest.raises(BadRequest, match="there is a file already"):
        write_private(tmp_path / "new folder" / "a.backup", b"another")
    assert (tmp_path / "new folder" / "a.backup").read_bytes() == kept
    assert [path.name for path in (tmp_path / "new folder").iterdir()] == ["a.backup"]


def test_what_a_process_writes_with_the_old_key_after_the_change_is_counted_until_it_is_none(
    bureau: Bureau,
) -> None:
    fresh = Fernet.generate_key().decode()
    both = Cipher((fresh, *bureau.keys))
    bureau.submit()
    assert rotate_keys(bureau.store, both, bureau.clock()).were_older == 9
    assert look(bureau.engine, both).old_keys == 0
    # This process was started before and knows the old key alone.
    late = bureau.submit()
    looked = look(bureau.engine, both)
    assert looked.old_keys > 0
    (said,) = look_at_old_keys(looked)
    assert f"{looked.old_keys} values are kept under an older key" in said.sentence
    renewed = Bureau(bureau.address, (fresh, *bureau.keys))
    assert rotate_keys(renewed.store, both, renewed.clock()).were_older == looked.old_keys
    assert rotate_keys(renewed.store, both, renewed.clock()).were_older == 0
    assert list(look_at_old_keys(look(renewed.engine, both))) == []
    alone = Bureau(bureau.address, (fresh,))
    assert alone.follow(late).reference == late.reference
    for one in (renewed, alone):
        one.engine.dispose()


def test_fault_of_the_disk_is_one_sentence_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("x")
    told = {"PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'portal.db'}", "PORTAL_SECRET_KEYS": KEY}
    assert portal(told, "reports", "upgrade").returncode == 0
    for path in (tmp_path / "a file" / "b" / "c.backup", Path("/dev/null/b.backup")):
        done = portal(told, "reports", "backup", "--to", str(path))
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1, done.stderr
        assert "Not a directory" in done.stderr


def test_engine_of_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("x")
    told = {
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'a file' / 'portal.db'}",
        "PORTAL_SECRET_KEYS": KEY,
    }
    with pytest.raises(OSError, match="Not a directory"):
        open_engine(told["PORTAL_DATABASE_URL"]).connect()
    done = portal(told, "reports", "upgrade")
    assert (done.returncode, done.stderr.count("\n"), "Traceback" in done.stderr) == (1, 1, False)
