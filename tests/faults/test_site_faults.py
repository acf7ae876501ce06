"""The set-up of deploy/ when part of it fails: one of two processes, the database server, the clock, a table."""

from __future__ import annotations

import random
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from databases import kill_postgresql, start_postgresql
from invented_reports import Bureau
from senders import send
from serving import Client, running_server
from sites import Site, answers, doctor, wait_until
from sqlalchemy import create_engine, text

from portal.doctor.machine import look_at_clock
from portal.store.crypto import Cipher
from portal.store.engine import reading
from portal.store.history import check_chain
from portal.store.inspection import look

pytestmark = pytest.mark.faults

SENDERS, AT_ONCE, KILLS = 60, 12, 4


def test_processes_killed_in_turn_while_people_send_lose_and_double_nothing(site: Site) -> None:
    done = threading.Event()
    turned_away: list[int] = []

    def kill_in_turn() -> None:
        chance = random.Random(20261126)
        for number in range(KILLS):
            port = site.ports[number % 2]
            # One at a time: the other has come back before.
            wait_until(lambda: all(answers(each) for each in site.ports), "a process did not come back")
            if done.wait(chance.uniform(0.5, 2.0)):
                return
            site.worker(port).kill()

    killer = threading.Thread(target=kill_in_turn)
    killer.start()
    try:
        with ThreadPoolExecutor(AT_ONCE) as people:
            sent = people.map(lambda number: send(site.address, number, turned_away), range(SENDERS))
            receipts = dict(zip(range(SENDERS), sent, strict=True))
    finally:
        done.set()
        killer.join()
    engine = create_engine(site.database)
    with engine.connect() as connection:
        kept = list(connection.execute(text("SELECT reference FROM reports")).scalars())
    engine.dispose()
    assert len(set(receipts.values())) == SENDERS
    assert sorted(kept) == sorted(receipts.values())
    assert turned_away == [], "one process answered all the time"
    assert "ended (-9)" in site.log.read_text()


def test_database_server_killed_and_started_again(own_postgresql, tmp_path: Path) -> None:
    address = own_postgresql.get_uri().replace("postgresql://", "postgresql+psycopg://")
    settings = {"PORTAL_DATABASE_URL": address, "PORTAL_SECRET_KEYS": Fernet.generate_key().decode()}
    with running_server(tmp_path / "server.log", settings) as server:
        assert Client(server).get("/readyz").status == 200
        kill_postgresql(own_postgresql)
        reply = Client(server).get("/readyz")
        assert (reply.status, reply.json()["database"]) == (503, "StoreUnavailable")
        assert Client(server).get("/area/E07000042").status == 200
        assert Client(server).get("/healthz").status == 200
        found = doctor(**{name.removeprefix("PORTAL_"): value for name, value in settings.items()})
        assert found.returncode == 1
        assert "FAULT database: the database could not be used" in found.stdout
        start_postgresql(own_postgresql)
        # The same process takes it up again by itself.
        wait_until(
            lambda: Client(server).get("/readyz").status == 200, "the portal did not find its database again"
        )
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def test_clock_that_jumps_back_keeps_order_and_is_named(bureau: Bureau) -> None:
    receipts = [bureau.submit()]
    bureau.clock.pass_by(days=-2)
    receipts.append(bureau.submit())
    bureau.clock.pass_by(days=400)
    receipts.append(bureau.submit())
    bureau.clock.pass_by(days=-399)
    with reading(bureau.engine) as connection:
        assert check_chain(connection, bureau.store.tables)[0] >= 3
    assert all(bureau.follow(receipt).reference == receipt.reference for receipt in receipts)
    looked = look(bureau.engine, Cipher(bureau.keys))
    named = look_at_clock(bureau.clock.at, looked.last_act_at, looked.clock)
    assert (named.state, "before the last act kept" in named.sentence) == ("fault", True)
    assert look_at_clock(bureau.clock.at + timedelta(days=400), looked.last_act_at, None).state == "ok"


def test_damaged_table_keeps_a_process_from_starting_and_is_named(repo: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(repo / "data", data)
    damaged = data / "crime_counts.csv.gz"
    stored = bytearray(damaged.read_bytes())
    stored[len(stored) // 2] ^= 0xFF
    damaged.write_bytes(stored)
    found = doctor(DATA_DIR=str(data))
    assert (
        "FAULT tables: crime_counts.csv.gz: its content is not what datapackage.json describes"
        in found.stdout
    )
    with (
        pytest.raises(pytest.fail.Exception, match=r"crime_counts\.csv\.gz"),
        running_server(tmp_path / "server.log", {"PORTAL_DATA_DIR": str(data)}),
    ):
        pass
