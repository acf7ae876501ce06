"""What has to be done again and again: started when due, tried again when it failed, late where nobody does it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from invented_reports import Bureau
from letterbox import letterbox  # noqa: F401

from portal.cli.jobs import Round, first_round
from portal.cli.workers import Worker, in_force
from portal.doctor.machine import look_at_jobs
from portal.store.crypto import make_folder
from portal.watch.counters import Rounds, Watched
from portal.watch.jobs import FOLDER, JOBS, last_done, note_done

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder_of_notes(tmp_path: Path) -> None:
    make_folder(tmp_path / FOLDER)


BACKUP = next(job for job in JOBS if job.name == "backup")


def test_note_of_a_job_is_read_back_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    assert last_done(tmp_path, "backup") is None
    note_done(tmp_path, "backup", NOW, ("disk (reports)",))
    done = last_done(tmp_path, "backup")
    assert done is not None
    assert (done.at, done.left) == (NOW, ("disk (reports)",))
    (tmp_path / "jobs" / "backup.json").write_text("half a no")
    assert last_done(tmp_path, "backup") is None


def test_job_done_lately_waits_and_one_never_done_is_due(tmp_path: Path) -> None:
    assert first_round(BACKUP, tmp_path, NOW).due == NOW
    note_done(tmp_path, "backup", NOW - timedelta(hours=5))
    assert first_round(BACKUP, tmp_path, NOW).due == NOW + timedelta(hours=7)


def test_job_that_fails_is_tried_again_within_the_hour_and_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    each = Round(BACKUP, NOW)
    each.look(NOW)
    assert each.process is not None
    each.process.wait(60)
    each.look(NOW)
    assert each.due == NOW + timedelta(hours=1)
    assert "The job 'backup' ended with" in capfd.readouterr().err


def test_late_job_is_a_fault_and_one_never_done_here_is_another_machine_s(tmp_path: Path) -> None:
    note_done(tmp_path, "backup", NOW - timedelta(days=2) + timedelta(minutes=1))
    assert list(look_at_jobs(tmp_path, NOW)) == []
    (late,) = look_at_jobs(tmp_path, NOW + timedelta(minutes=2))
    assert late.state == "fault"
    assert "keeps a backup for 30 days" in late.sentence


def test_counters_say_when_each_job_ended_well_and_what_the_last_look_found(tmp_path: Path) -> None:
    note_done(tmp_path, "purge", NOW)
    note_done(tmp_path, "doctor", NOW, ("backup", "mail"))
    ended, faults = Rounds([Watched("nowhere", tmp_path, lambda: None)]).collect()
    at = {sample.labels["job"]: sample.value for sample in ended.samples}
    assert (at["purge"], at["backup"]) == (NOW.timestamp(), 0)
    assert set(at) == {job.name for job in JOBS}
    assert {sample.labels["subject"] for sample in faults.samples} == {"backup", "mail"}
    assert {sample.labels["force"] for sample in (*ended.samples, *faults.samples)} == {"nowhere"}


def test_jobs_of_a_copy_are_done_unattended_and_leave_when_they_ended_well(tmp_path: Path) -> None:
    key = Fernet.generate_key().decode()
    bureau = Bureau(f"sqlite:///{tmp_path / 'portal.db'}", (key,))
    bureau.submit()
    bureau.engine.dispose()
    (tmp_path / FOLDER).rmdir()
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    settings = {
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'portal.db'}", "PORTAL_SECRET_KEYS": key,
        "PORTAL_BACKUP_DIR": str(tmp_path / "backup"),
    }  # fmt: skip
    # The doctor and the archive are other tests': what stays is what a copy at home does, due at once.
    script = (
        "import datetime, sys\nimport portal.cli\nhere = sys.modules['portal.cli.jobs']\n"
        "here.START_FIRST = datetime.timedelta()\nhere.jobs(at_home=True)"
    )
    running = subprocess.Popen([sys.executable, "-c", script], env=own | settings)
    try:
        until = time.monotonic() + 120
        while not (last_done(tmp_path, "purge") and last_done(tmp_path, "backup")):
            assert time.monotonic() < until
            time.sleep(0.2)
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
    assert len(list((tmp_path / "backup").glob("*.backup"))) == 1
    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700


def test_operator_is_told_by_mail_what_failed_and_nothing_of_what_it_said(letterbox) -> None:  # noqa: F811
    box, start, post = letterbox
    start()
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    settings = {
        "PORTAL_SMTP_URL": f"smtp://127.0.0.1:{post.port}", "PORTAL_MAIL_FROM": "portal@example.org",
        "PORTAL_OPERATOR_CONTACT": "An Invented Operator <operator@example.org>",
    }  # fmt: skip
    command = [sys.executable, "-m", "portal.cli", "tell-operator", "--of", "portal-daily"]
    assert subprocess.run(command, env=own | settings, timeout=60).returncode == 0
    (letter,) = box.letters
    assert "To: operator@example.org" in letter
    assert "Subject: On the Record: portal-daily failed" in letter
    del settings["PORTAL_OPERATOR_CONTACT"]
    untold = subprocess.run(command, env=own | settings, capture_output=True, text=True, timeout=60)
    assert untold.returncode != 0
    assert "nobody can be told" in untold.stderr


def test_renewed_process_has_the_settings_that_the_file_has_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_OPERATOR_NAME", "The name at the start")
    monkeypatch.setenv("PORTAL_TILES", "none")
    assert in_force(None)["PORTAL_OPERATOR_NAME"] == "The name at the start"
    file = tmp_path / "environment"
    file.write_text("# Settings\nPORTAL_OPERATOR_NAME=A new name; of $two = 2\nPATH=/nowhere\n")
    now = in_force(file)
    assert now["PORTAL_OPERATOR_NAME"] == "A new name; of $two = 2"
    assert "PORTAL_TILES" not in now
    assert now["PATH"] == os.environ["PATH"]


@pytest.mark.skipif(os.name == "nt", reason="a pointer of the server's machines")
def test_renewed_process_is_of_the_release_that_the_pointer_leads_to_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointer = tmp_path / "current"
    for release in ("old", "new"):
        script = tmp_path / release / "bin" / "portal"
        script.parent.mkdir(parents=True)
        script.write_text(f'#!/bin/sh\necho "{release} $1" > {tmp_path}/started\n')
        script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(pointer / "bin" / "portal"), "serve"])
    worker = Worker("127.0.0.1", 8501)
    for release in ("old", "new"):
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(tmp_path / release)
        worker.start()
        assert worker.process
        worker.process.wait(20)
        assert (tmp_path / "started").read_text() == f"{release} serve\n"
