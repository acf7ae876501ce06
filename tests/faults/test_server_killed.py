"""A real server, killed at random while twenty people send; and one whose database or disk fails under it."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from databases import empty_schema
from relay import Relay
from senders import draft, look
from serving import free_port, server_environment, start_server
from sqlalchemy import text
from websockets.exceptions import WebSocketException
from wire import visiting

from portal.domain.reports.report_checks import LEAST_SECONDS
from portal.store.engine import reading
from portal.store.history import check_chain

pytestmark = pytest.mark.faults

REPORTS, KILLS, AT_ONCE = 300, 6, 20
SENTENCE = "keep what you typed and try again"


def send(address: str, number: int) -> str:
    """As a person does: opens the page, waits as long as reading takes, sends. The reference, once there is a receipt."""
    with visiting(address, "tell") as visitor:
        visitor.act("restore", draft=draft(number))
        # Nobody reads as fast as the next, so a kill finds some of them in the middle of sending.
        time.sleep(LEAST_SECONDS + 0.1 + (number * 7 % 20) * 0.15)
        view = visitor.act("send")
        codes = [part["value"] for part in view["parts"] if part.get("label") == "Reference"]
        if [error["sentence"].endswith(SENTENCE) for error in view["errors"]] == [True]:
            # A database too busy to be reached is said, and is no receipt.
            raise TimeoutError
        assert codes, view["errors"]
        return codes[0]


def send_while_it_lives(address: str, numbers: list[int]) -> dict[int, str]:
    """What was acknowledged before the server died."""
    acknowledged: dict[int, str] = {}

    def one(number: int) -> None:
        try:
            acknowledged[number] = send(address, number)
        except (OSError, WebSocketException, TimeoutError):
            # The server is gone. This person got no receipt and will send again.
            return

    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(one, numbers))
    return acknowledged


def test_server_killed_at_random_keeps_each_acknowledged_report_once_and_mails_each_author_once(
    new_address: Callable[[], str], keys: tuple[str, ...], tmp_path: Path
) -> None:
    address, chance, mail_port = new_address(), random.Random(20261126), free_port()
    told = server_environment(
        tmp_path / "server.log",
        {"PORTAL_DATABASE_URL": address, "PORTAL_SECRET_KEYS": keys[0], "PORTAL_MAIL_FROM": "portal@example.org",
         "PORTAL_SMTP_URL": f"smtp://127.0.0.1:{mail_port}"},
    )  # fmt: skip
    acknowledged: dict[int, str] = {}
    kept: list[str] = []
    for kill in range(KILLS + 1):
        port = free_port()
        server = start_server(tmp_path / "server.log", told, port)
        # From before the first can be acknowledged to when about a third of all are.
        death = threading.Timer(chance.uniform(3.0, 12.0), server.kill)
        if kill < KILLS:
            death.start()
        waiting = [number for number in range(REPORTS) if number not in acknowledged]
        acknowledged |= send_while_it_lives(f"http://127.0.0.1:{port}", waiting)
        death.cancel()
        server.kill()
        server.wait()
        bureau = look(address, keys)
        with reading(bureau.engine) as connection:
            kept = list(connection.execute(text("SELECT reference FROM reports")).scalars())
            check_chain(connection, bureau.store.tables)
        bureau.engine.dispose()
        assert len(kept) == len(set(kept))
        assert set(acknowledged.values()) <= set(kept)
        # Without a receipt there are at most those that were on their way when it died.
        assert len(kept) <= len(acknowledged) + AT_ONCE
        print(f"kill {kill}: {len(acknowledged)} acknowledged, {len(kept)} kept")
    assert len(acknowledged) == len(kept) == REPORTS
    assert sorted(acknowledged.values()) == sorted(kept)
    _mail_arrives_once(told, mail_port, tmp_path)


class Letterbox:
    def __init__(self) -> None:
        self.to: list[str] = []
        self.ids: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.to += envelope.rcpt_tos
        lines = envelope.content.decode().splitlines()
        self.ids += [line for line in lines if line.startswith("Message-ID")]
        return "250 OK"


def _mail_arrives_once(told: dict[str, str], port: int, folder: Path) -> None:
    """The mail server was down all the time; now it is up, and two senders start together."""
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    command = [sys.executable, "-m", "portal.cli", "send-outbox", "--once"]
    with (folder / "outbox.log").open("a") as log:
        senders = [subprocess.Popen(command, env=told, stdout=log, stderr=log) for _ in range(2)]
        assert [sender.wait(timeout=300) for sender in senders] == [0, 0]
    controller.stop()
    assert sorted(box.to) == sorted(draft(number)["email"] for number in range(REPORTS))
    assert len(set(box.ids)) == REPORTS
    written = (folder / "outbox.log").read_text() + (folder / "server.log").read_text()
    assert "ada+" not in written
    assert "nvented" not in written


@pytest.fixture
def failing_disk(tmp_path: Path) -> Iterator[tuple[str, Callable[[bool], None]]]:
    """A server whose process can be kept from writing anything more, as on a full disk."""
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux lets one process limit another")
    port = free_port()
    server = start_server(tmp_path / "server.log", server_environment(tmp_path / "server.log"), port)

    def fill(full: bool) -> None:
        _, most = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0 if full else most, most))

    yield f"http://127.0.0.1:{port}", fill
    server.kill()
    server.wait()


def check_that_it_keeps_the_text(address: str, fail: Callable[[], None], mend: Callable[[], None]) -> None:
    """Sends while it fails: one clear sentence, and the text is still there; sends again when it works: the receipt."""
    with visiting(address, "tell") as visitor:
        visitor.act("restore", draft=draft(1))
        time.sleep(LEAST_SECONDS + 0.1)
        fail()
        refused = visitor.act("send")
        assert [error["sentence"].endswith(SENTENCE) for error in refused["errors"]] == [True]
        assert refused["heading"] == "Check before you send"
        assert {name: refused["draft"][name] for name in draft(1)} == draft(1)
        mend()
        receipt = visitor.act("send")
        assert receipt["heading"] == "Your message has been sent and kept"
        assert "public" not in receipt["draft"]


def test_full_disk_gives_one_sentence_and_keeps_the_text(failing_disk) -> None:
    address, fill = failing_disk
    check_that_it_keeps_the_text(address, lambda: fill(True), lambda: fill(False))


def test_database_that_is_down_gives_one_sentence_and_keeps_the_text(
    postgresql: str, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    relay, port = Relay(empty_schema(postgresql)), free_port()
    told = server_environment(
        tmp_path / "server.log", {"PORTAL_DATABASE_URL": relay.address, "PORTAL_SECRET_KEYS": keys[0]}
    )
    server = start_server(tmp_path / "server.log", told, port)
    try:
        check_that_it_keeps_the_text(f"http://127.0.0.1:{port}", relay.pull, relay.put_back)
    finally:
        server.kill()
        server.wait()
