"""A command that was given other settings than the service says so, and makes no empty database to answer from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from cryptography.fernet import Fernet

from portal.settings import MEANINGS
from portal.store import schema
from portal.store.crypto import Cipher
from portal.store.engine import open_engine, writing
from portal.store.tables import Tables

ABOUT_WHAT_IS_KEPT = (
    ["reports", "backup", "--to", "{folder}/new.backup"],
    ["reports", "upgrade", "--preview"],
    ["reports", "purge", "--email", "somebody@example.org"],
    ["reports", "export", "--to", "{folder}/one.json", "--email", "somebody@example.org"],
    ["reports", "rotate-key"],
    ["desk", "list-accounts"],
    ["desk", "disable-account", "--email", "somebody@example.org"],
    ["desk", "list-access"],
    ["desk", "print-letters", "--to", "{folder}/letters"],
    ["understanding"],
)


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    given = {f"PORTAL_{name}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *words], env=own | given, capture_output=True, text=True, timeout=120
    )  # fmt: skip


@pytest.mark.parametrize("words", ABOUT_WHAT_IS_KEPT, ids=lambda words: " ".join(words[:2]))
def test_command_about_what_is_kept_refuses_where_nothing_is_and_makes_nothing(
    tmp_path: Path, words: list[str]
) -> None:
    file = tmp_path / "not" / "there" / "portal.db"
    done = run(
        *(word.format(folder=tmp_path) for word in words),
        DATABASE_URL=f"sqlite:///{file}",
        SECRET_KEYS=Fernet.generate_key().decode(),
    )
    assert done.returncode != 0
    assert f"nothing is kept at {file}, and nothing was done" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_backup_takes_no_step_of_an_upgrade(tmp_path: Path) -> None:
    address, key = f"sqlite:///{tmp_path / 'portal.db'}", Fernet.generate_key()
    engine = open_engine(address)
    with writing(engine) as connection:
        tables = Tables(Cipher((key,)))
        command.upgrade(schema._config(connection, tables.metadata), "0003")
    engine.dispose()
    done = run(
        "reports", "backup", "--to", str(tmp_path / "x.backup"), DATABASE_URL=address, SECRET_KEYS=key.decode()
    )  # fmt: skip
    assert done.returncode != 0
    assert "make it with the version that served until now" in done.stderr
    assert not (tmp_path / "x.backup").exists()
    assert [step.number for step in schema.plan(open_engine(address))][0] == "0004"


def test_check_of_the_settings_names_each_says_where_it_is_from_and_shows_no_secret(tmp_path: Path) -> None:
    secret = "an-invented-password"
    done = run(
        "config", "check", DATABASE_URL=f"postgresql://portal:{secret}@127.0.0.1/portal", SECRET_KEYS="no key",
        PUBLIC_URL="http://crime.example.org", OIDC_CLIENT_SECRET=secret,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    shown = {line.split()[0]: line.split()[1] for line in lines if line.startswith("PORTAL_")}
    assert set(shown) == {f"PORTAL_{name}" for name in MEANINGS}
    assert {name for name, origin in shown.items() if origin == "environment"} == {
        "PORTAL_DATABASE_URL", "PORTAL_SECRET_KEYS", "PORTAL_PUBLIC_URL", "PORTAL_OIDC_CLIENT_SECRET",
    }  # fmt: skip
    assert secret not in done.stdout + done.stderr
    faults = [line for line in lines if line.startswith("FAULT")]
    assert [line.split()[1] for line in faults] == ["keys:", "address:"]
    assert done.returncode == 1


def test_settings_that_go_together_are_no_fault_and_a_new_key_is_one(tmp_path: Path) -> None:
    key = run("config", "new-key").stdout.strip()
    done = run(
        "config", "check", DATABASE_URL=f"sqlite:///{tmp_path / 'portal.db'}", SECRET_KEYS=key,
        PUBLIC_URL="https://crime.example.org",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "which is not there yet" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_sample_of_the_settings_holds_each_once_with_its_default_and_is_one() -> None:
    lines = run("config", "sample").stdout.splitlines()
    named = [line[1:].split("=", 1) for line in lines if line.startswith("#PORTAL_")]
    assert [name for name, _ in named] == [f"PORTAL_{name}" for name in MEANINGS]
    assert all(line.startswith("#") or not line for line in lines)
    assert any("portal config new-key" in line for line in lines)
    given = {name.removeprefix("PORTAL_"): value for name, value in named if value}
    done = run("config", "check", **given)
    assert done.returncode == 0, done.stdout + done.stderr
