"""Sixty people send while the keys change, the database server restarts or the disk fills and empties again.

Each time: nothing acknowledged is lost, nothing is kept twice, and everything kept can be read.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from databases import kill_postgresql, start_postgresql
from invented_desk import portal
from senders import crowd, draft, look
from serving import Client, free_port, running_server, server_environment, start_server
from sites import wait_until
from sqlalchemy import text

from portal.store.crypto import Cipher
from portal.store.engine import reading
from portal.store.history import check_chain
from portal.store.inspection import look as look_over

pytestmark = pytest.mark.faults

PEOPLE, AT_ONCE = 60, 12
# On a busy machine a process takes a minute to start, and senders go on meanwhile.
SECONDS = 240.0
DISK_MB = 12


def check_kept(address: str, keys: tuple[str, ...], receipts: dict[int, str]) -> None:
    """Every receipt's report is there once, with its words, and nothing else is."""
    bureau = look(address, keys)
    with reading(bureau.engine) as connection:
        kept = list(connection.execute(text("SELECT reference FROM reports")).scalars())
        check_chain(connection, bureau.store.tables)
    assert len(receipts) == PEOPLE
    assert sorted(kept) == sorted(receipts.values())
    for number, reference in receipts.items():
        (words,) = bureau.store.all_words(reference)
        assert (words.public, words.police_only) == (draft(number)["public"], draft(number)["police_only"])
    assert look_over(bureau.engine, Cipher(keys)).old_keys == 0
    bureau.engine.dispose()


def sent(receipts: dict[int, str], number: int) -> None:
    wait_until(lambda: len(receipts) >= number, f"fewer than {number} receipts", SECONDS)


@dataclass
class Serving:
    """One process at one port, which can be started again with other keys."""

    folder: Path
    address: str
    port: int
    process: subprocess.Popen | None = None

    def told(self, *keys: str) -> dict[str, str]:
        return {"PORTAL_DATABASE_URL": self.address, "PORTAL_SECRET_KEYS": ",".join(keys)}

    def restart(self, *keys: str) -> None:
        self.stop()
        log = self.folder / "server.log"
        self.process = start_server(log, server_environment(log, self.told(*keys)), self.port)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(60)


def test_sixty_reports_while_the_keys_change(new_address: Callable[[], str], tmp_path: Path) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    serving = Serving(tmp_path, new_address(), free_port())
    serving.restart(old)
    try:
        with crowd(f"http://127.0.0.1:{serving.port}", PEOPLE, AT_ONCE) as receipts:
            sent(receipts, 8)
            # A careless office: the process that knows the old key alone is still running.
            first = portal(serving.told(new, old), "reports", "rotate-key")
            assert first.returncode == 0, first.stderr
            serving.restart(new, old)
            sent(receipts, 25)
            rest = portal(serving.told(new, old), "reports", "rotate-key", "--finish")
            assert rest.returncode == 0, rest.stderr
            sent(receipts, 40)
            # Nobody writes with it any more, so it says 0, and the old key goes.
            last = portal(serving.told(new, old), "reports", "rotate-key", "--finish")
            assert "; 0 of them were under older keys" in last.stdout, last.stdout
            serving.restart(new)
    finally:
        serving.stop()
    check_kept(serving.address, (new,), receipts)
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def test_sixty_reports_while_the_database_server_restarts(own_postgresql, tmp_path: Path) -> None:
    database = own_postgresql.get_uri().replace("postgresql://", "postgresql+psycopg://")
    key = Fernet.generate_key().decode()
    settings = {"PORTAL_DATABASE_URL": database, "PORTAL_SECRET_KEYS": key}
    with (
        running_server(tmp_path / "server.log", settings) as address,
        crowd(address, PEOPLE, AT_ONCE) as receipts,
    ):
        for number in (8, 30, 45):
            sent(receipts, number)
            kill_postgresql(own_postgresql)
            start_postgresql(own_postgresql)
    check_kept(database, (key,), receipts)
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def small_disk(folder: Path) -> tuple[str, ...]:
    """A command that becomes another, which alone sees a small disk in the folder. Skips where nobody may make one."""
    make = (
        "unshare",
        "-rm",
        "sh",
        "-c",
        f'mount -t tmpfs -o size={DISK_MB}m tmpfs "{folder}" && exec "$@"',
        "sh",
    )
    if shutil.which("unshare") is None or subprocess.run([*make, "true"], capture_output=True).returncode:
        pytest.skip("this machine gives nobody a disk of their own (unshare -rm, mount)")
    return make


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Not a byte is left while it lasts."""
    filling = disk / "filling"
    with suppress(OSError), filling.open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            pass
    assert shutil.disk_usage(disk).free == 0
    yield
    filling.unlink()


def test_sixty_reports_while_the_disk_fills_and_empties_again(tmp_path: Path) -> None:
    folder, port, key = tmp_path / "disk", free_port(), Fernet.generate_key().decode()
    folder.mkdir()
    log = tmp_path / "server.log"
    told = {"PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}", "PORTAL_SECRET_KEYS": key}
    server = start_server(log, server_environment(log, told), port, within=small_disk(folder))
    address = f"http://127.0.0.1:{port}"
    disk = Path(f"/proc/{server.pid}/root{folder}")

    def readiness() -> tuple[int, str]:
        reply = Client(address).get("/readyz")
        return reply.status, reply.json()["database"]

    try:
        with crowd(address, PEOPLE, AT_ONCE) as receipts:
            for number in (8, 30):
                sent(receipts, number)
                assert readiness() == (200, "ok")
                with full(disk):
                    wait_until(lambda: readiness()[0] == 503, "a full disk was ready", SECONDS)
                    # Long enough for everybody to be refused once.
                    time.sleep(8)
                    held = len(receipts)
                    time.sleep(4)
                    assert len(receipts) == held < PEOPLE, "a receipt was given on a full disk"
                    assert readiness() == (503, "StoreUnavailable")
                    assert Client(address).get("/healthz").status == 200
                wait_until(
                    lambda: readiness()[0] == 200, "it was not ready when there was room again", SECONDS
                )
        # Nobody writes now, so the database and its journal are of one moment. SQLite itself finds no way in there.
        kept = tmp_path / "kept"
        kept.mkdir()
        for name in ("portal.db", "portal.db-wal"):
            shutil.copy(disk / name, kept / name)
        check_kept(f"sqlite:///{kept / 'portal.db'}", (key,), receipts)
    finally:
        server.kill()
        server.wait()
    assert "Traceback" not in log.read_text()
