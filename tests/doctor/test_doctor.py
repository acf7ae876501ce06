"""`portal doctor` names the cause of what is wrong, says what to do, and changes nothing."""

from __future__ import annotations

import os
import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography.fernet import Fernet
from invented_reports import Bureau
from serving import free_port
from sites import doctor
from sqlalchemy import text

from portal.doctor.machine import look_at_clock, look_at_keys, look_at_room
from portal.doctor.services import look_at_freshness, look_at_mail, look_at_queue, look_at_steps
from portal.errors import StoreUnavailable
from portal.store.crypto import Cipher, keys_in_file
from portal.store.inspection import look
from portal.store.schema import downgrade, plan
from portal.tables.looked import LastLook, note_looked


def test_whole_round_names_a_damaged_table_a_dead_database_and_a_dead_mail_server(
    tmp_path: Path, repo: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(repo / "data", data)
    with (data / "areas.csv").open("a") as table:
        table.write("x\n")
    nobody = free_port()
    done = doctor(
        DATA_DIR=str(data), SECRET_KEYS="x", DATABASE_URL=f"postgresql://ada:hunter2@127.0.0.1:{nobody}/portal",
        SMTP_URL=f"smtp://127.0.0.1:{nobody}", MAIL_FROM="portal@example.org",
    )  # fmt: skip
    assert done.returncode == 1
    for words in ("FAULT tables: areas.csv: its content is not", "FAULT database: the database could not be used",
                  "FAULT mail server: The mail server could not be reached", "3 faults."):  # fmt: skip
        assert words in done.stdout
    assert "hunter2" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_setting_is_one_sentence() -> None:
    done = doctor(DATADIR="x")
    assert (done.returncode, done.stderr.count("\n")) == (5, 1)
    assert "PORTAL_DATADIR is not a setting" in done.stderr


def test_key_file_open_to_others_is_a_fault_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "secret.keys"
    assert look_at_keys(False, path).state == "note"
    keys_in_file(path)
    assert look_at_keys(False, path).state == "ok"
    path.chmod(0o644)
    found = look_at_keys(False, path)
    assert (found.state, f"chmod 600 {path}" in found.remedy) == ("fault", True)
    assert look_at_keys(True, path).state == "ok"


def test_disk_that_takes_nothing_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look_at_room({"reports": tmp_path / "not yet"})[0].state == "ok"
    if Path("/dev/full").exists():
        real = open("/dev/full", "r+b", buffering=0)  # noqa: SIM115
        monkeypatch.setattr("portal.doctor.machine.tempfile.TemporaryFile", lambda dir: real)
        assert "No space left" in look_at_room({"reports": tmp_path})[0].sentence
        monkeypatch.undo()
    monkeypatch.setattr("portal.doctor.machine.NO_ROOM", 10**18)
    assert look_at_room({"reports": tmp_path})[0].state == "fault"


def test_plan_of_an_upgrade_is_shown_and_nothing_applied(bureau: Bureau) -> None:
    assert plan(bureau.engine) == []
    assert look_at_steps([]).state == "ok"
    downgrade(bureau.engine, bureau.store.tables.metadata)
    steps = plan(bureau.engine)
    assert [step.number for step in steps][:2] == ["0001", "0002"]
    assert "0001 Reports, what was written" in look_at_steps(steps).sentence
    assert plan(bureau.engine) == steps


def test_history_keys_queue_and_clock_are_looked_at(bureau: Bureau) -> None:
    bureau.submit()
    looked = look(bureau.engine, Cipher(bureau.keys))
    assert looked.history_lines == 1
    assert looked.waiting_mail > 0
    assert look_at_queue(looked, bureau.clock.at).state == "ok"
    late = look_at_queue(looked, bureau.clock.at + timedelta(hours=5))
    assert (late.state, "5 hours past" in late.sentence) == ("fault", True)
    assert look_at_clock(bureau.clock.at, looked.last_act_at, None).state == "ok"
    behind = look_at_clock(bureau.clock.at - timedelta(days=1), looked.last_act_at, None)
    assert (behind.state, "before the last act kept" in behind.sentence) == ("fault", True)
    apart = look_at_clock(bureau.clock.at, None, bureau.clock.at + timedelta(minutes=5))
    assert (apart.state, "differ by 300 s" in apart.sentence) == ("fault", True)


def test_wrong_key_and_changed_history_are_named(bureau: Bureau) -> None:
    bureau.submit()
    with pytest.raises(StoreUnavailable, match="a key that is not in"):
        look(bureau.engine, Cipher(("5" * 43 + "=",)))
    with bureau.engine.begin() as connection:
        if bureau.engine.dialect.name == "sqlite":
            for name in (
                connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
                .scalars()
                .all()
            ):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE history DISABLE TRIGGER ALL"))
        connection.execute(text("UPDATE history SET act = 'forged'"))
    with pytest.raises(StoreUnavailable, match="line 1 of the history is not what was written"):
        look(bureau.engine, Cipher(bureau.keys))


def test_wrong_key_is_the_cause_that_is_named_and_the_round_takes_little_of_a_processor(
    tmp_path: Path,
) -> None:
    own = Bureau(f"sqlite:///{tmp_path / 'portal.db'}", (Fernet.generate_key().decode(),))
    own.submit()
    own.engine.dispose()
    before = sum(os.times()[2:4])
    for key, cause in (
        (Fernet.generate_key().decode(), "a key that is not in"),
        ("no key", "is not a Fernet key"),
    ):
        said = doctor(DATABASE_URL=own.address, SECRET_KEYS=key).stdout
        (fault,) = [line for line in said.splitlines() if line.startswith("FAULT")]
        assert fault.startswith("FAULT keys: "), fault
        assert cause in fault
        assert "Start the database server" not in said
    # Of the processor's time, since other tests may run beside this: ten seconds on an idle machine, each.
    assert sum(os.times()[2:4]) - before < 20


def test_mail_server_that_answers_is_well_and_one_that_says_nothing_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = Controller(object(), hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        assert look_at_mail(f"smtp://127.0.0.1:{server.port}").state == "ok"
        monkeypatch.setattr("portal.doctor.services.SLOW_SECONDS", -1.0)
        assert look_at_mail(f"smtp://127.0.0.1:{server.port}").state == "note"
    finally:
        server.stop()
    monkeypatch.setattr("portal.doctor.services.PATIENCE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = look_at_mail(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
    assert (found.state, "could not be reached" in found.sentence) == ("fault", True)


NOW = datetime(2026, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("looked", "states"),
    [
        (None, ["note"]),
        (LastLook("2026-03-24", "2026-03-24", "2026-02"), ["ok"]),
        (LastLook("2026-03-24", "2026-03-24", "2026-02", {"2026-02": "odd"}), ["fault"]),
        (LastLook("2026-03-24", "2026-03-17", "2026-02", fault="the server answered 403"), ["fault"]),
        (LastLook("2026-03-10", "2026-03-10", "2026-02"), ["fault"]),
    ],
)
def test_update_that_failed_stopped_or_held_back_a_month_is_a_fault(
    tmp_path: Path, looked: LastLook | None, states: list[str]
) -> None:
    if looked is not None:
        note_looked(tmp_path, looked)
    found = list(look_at_freshness(tmp_path, NOW))
    assert [checked.state for checked in found] == states
    assert all(checked.remedy for checked in found if checked.state != "ok")
