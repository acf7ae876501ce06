"""Command lines of the documents, run as they are written, in a shell that knows nothing but what the documents set up."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from invented_reports import Bureau
from machines import Machine

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("docs/operations.md", "docs/desk.md", "docs/reports.md", "README.md")
KNOWN = ("portal", ".venv/bin/portal")
# Lines that this test leaves out, by how they begin, each with its reason.
LEFT_OUT = {
    "portal serve": "stays until stopped; tests of the server start it",
    "portal demo": "stays until stopped; its own tests start it",
    "portal send-outbox": "stays until stopped; tests of mail run it",
    "portal jobs": "stays until stopped; tests of the jobs run it",
    "portal tell-operator": "needs a mail server; tests of the jobs run it",
    "portal force": "makes a folder in the checkout; tests of other forces run it",
    "portal export": "writes every page; tests of the copy run it",
    "portal data": "months and tables; tests of the pipeline and of committed tables run these",
    ".venv/bin/portal data": "the same",
}
# Lines for root on a machine of its own: the walk and the upgrade run those of the scripts, the tests of a copy lay its files.
FOR_ROOT = ("apt-get", "cp", "nginx", "python3", "systemctl")
WALKS = ("test_walk.py", "test_upgrading.py")
PASSWORD = "an invented password of some length"


@dataclass(frozen=True)
class Line:
    document: str
    text: str


def lines() -> list[Line]:
    """Every command of a block or between backticks, in the order of the documents, without what follows a #."""
    found = []
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        for block, inline in re.findall(
            r"^```\n(.*?)^```|`((?:portal|\.venv/bin/portal) [^`]+)`", text, re.M | re.S
        ):
            for line in (block or inline).splitlines():
                command = re.sub(r"\s+#.*", "", line).strip()
                if command:
                    found.append(Line(document, command))
    return found


def of_the_portal() -> list[Line]:
    return [line for line in lines() if line.text.split()[0] in KNOWN]


def wanted() -> list[Line]:
    """Each once; the look-over last, for it asks for a backup."""
    once = {line.text: line for line in of_the_portal() if not line.text.startswith(tuple(LEFT_OUT))}
    return sorted(once.values(), key=lambda line: line.text.startswith("portal doctor"))


@pytest.mark.faults
def test_every_line_about_accounts_backup_keys_and_the_doctor_works_as_written(tmp_path: Path) -> None:
    machine, key = Machine(tmp_path), Fernet.generate_key().decode()
    machine.set_up()
    settings = {"SECRET_KEYS": key, "BACKUP_DIR": str(tmp_path / "srv" / "var")}
    own = f"sqlite:///{tmp_path / 'srv' / 'var' / 'portal.db'}"
    machine.configure(DATABASE_URL=own, **settings)
    bureau = Bureau(own, (key,))
    reference = bureau.submit().reference
    bureau.engine.dispose()
    failed, backup = {}, "var/before-upgrade.backup"
    for number, line in enumerate(wanted()):
        is_restore = " restore " in line.text
        # A backup goes into an empty database alone.
        address = f"sqlite:///{tmp_path / 'srv' / 'var' / 'empty.db'}" if is_restore else own
        machine.configure(DATABASE_URL=address, **settings)
        command = re.sub(r"\bR\b", reference, line.text)
        command = re.sub(r"\bFILE\b", backup if is_restore else f"var/{number}", command)
        done = machine.run(command, typed=f"{PASSWORD}\n{PASSWORD}\n")
        if done.returncode:
            failed[command] = (line.document, done.stdout, done.stderr)
    assert failed == {}
    assert len(wanted()) > 15
    kept = machine.root / "srv" / "var" / "before-upgrade.backup"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_every_line_left_out_is_there_and_every_act_of_the_scripts_is_walked() -> None:
    assert [
        start for start in LEFT_OUT if not any(line.text.startswith(start) for line in of_the_portal())
    ] == []
    other = [line.text for line in lines() if line.text.split()[0] not in KNOWN]
    assert {line.split()[0] for line in other} <= {*FOR_ROOT, "make"}
    acts = {line for line in other if line.startswith("python3")}
    assert {re.sub(r"/opt/portal/current/", "", line).split(" --")[0] for line in acts} == {
        f"python3 deploy/server.py {act}" for act in ("install", "upgrade", "back")
    }
    walked = "".join((ROOT / "tests" / "deploy" / name).read_text() for name in WALKS)
    assert [act for act in ("install", "upgrade", "back") if f"deploy/server.py {act}" not in walked] == []


@pytest.mark.skipif(os.name == "nt", reason="a script for systemd's machines")
def test_command_of_the_server_takes_settings_as_systemd_does(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.set_up()
    shown = machine.code / ".venv" / "bin" / "portal"
    shown.unlink()
    shown.write_text('#!/bin/sh\necho "$PORTAL_OPERATOR_NAME|$PWD|$(umask)|$*"\n')
    shown.chmod(0o755)
    (tmp_path / "environment").write_text("# PORTAL_TILES=x\nPORTAL_OPERATOR_NAME=A team; of $two = 2")
    assert machine.run('portal "a b" c').stdout == f"A team; of $two = 2|{tmp_path / 'srv'}|0077|a b c\n"
