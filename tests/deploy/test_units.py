"""The lines of the nightly unit, run as systemd runs them, on a machine where nothing but the set-up was done."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from invented_reports import Bureau
from machines import Machine

from portal.store.backup import restore

KEY = Fernet.generate_key().decode()
TOO_OLD_DAYS, YOUNG_DAYS = 31, 29


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.set_up()
    var = tmp_path / "srv" / "var"
    own = {"DATABASE_URL": f"sqlite:///{var / 'portal.db'}", "SECRET_KEYS": KEY}
    made.configure(**own, BACKUP_DIR=str(var / "backup"))
    bureau = Bureau(own["DATABASE_URL"], (KEY,))
    # Sent now: mail that had waited since the invented day would rightly be a fault.
    bureau.clock.at = datetime.now(UTC)
    bureau.submit()
    bureau.engine.dispose()
    return made


def aged(path: Path, days: int) -> Path:
    path.write_bytes(b"an older one")
    os.utime(path, (time.time() - days * 86_400,) * 2)
    return path


def test_backup_of_the_unit_makes_its_folder_and_runs_twice_a_day(machine: Machine) -> None:
    lines = [line for line in machine.exec_starts("portal-daily.service") if "doctor" not in line]
    assert len(lines) == 2
    folder = machine.root / "srv" / "var" / "backup"
    assert not folder.exists()
    for run in (1, 2):
        for line in lines:
            done = machine.run_as_unit(line)
            assert done.returncode == 0, (line, done.stderr)
        assert len(list(folder.iterdir())) == run
    made = sorted(folder.iterdir())
    assert (folder.stat().st_mode & 0o777, {path.stat().st_mode & 0o777 for path in made}) == (0o700, {0o600})
    assert all(path.stat().st_mtime > time.time() - 300 for path in made)
    empty = Bureau(f"sqlite:///{machine.root / 'empty.db'}", (KEY,))
    assert restore(empty.store, made[-1]) > 0
    assert len(empty.store.all_kept()) == 1
    empty.engine.dispose()


def test_backup_kept_longer_than_is_promised_is_removed_and_nothing_else(machine: Machine) -> None:
    (_, sweep, _) = machine.exec_starts("portal-daily.service")
    folder = machine.root / "srv" / "var" / "backup"
    folder.mkdir()
    aged(folder / "old.backup", TOO_OLD_DAYS)
    left = {aged(folder / "young.backup", YOUNG_DAYS), aged(folder / "a letter.txt", TOO_OLD_DAYS)}
    assert machine.run_as_unit(sweep).returncode == 0
    made = {path for path in folder.iterdir() if datetime.now(UTC).strftime("%Y-%m-%dT") in path.name}
    assert set(folder.iterdir()) == left | made
    assert len(made) == 1


@pytest.mark.faults
def test_whole_nightly_unit_ends_well(machine: Machine) -> None:
    for line in machine.exec_starts("portal-daily.service"):
        done = machine.run_as_unit(line)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert "ok    backup: The newest is of" in done.stdout
