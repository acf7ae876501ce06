"""The plain pages of writing in when the server is killed while people send, and when its disk is full."""

from __future__ import annotations

import random
import resource
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from plain_hostile import PRESSED, Pressed, check_press
from plain_writer import Writer
from senders import look
from serving import free_port, server_environment, start_server
from sqlalchemy import text

from portal.domain.reports.report_checks import LEAST_SECONDS
from portal.store.engine import reading
from portal.store.history import check_chain

pytestmark = pytest.mark.faults

PEOPLE, AT_ONCE, KILLS = 30, 10, 3
SECONDS = 300.0
SENTENCE = "keep what you typed and try again"
RECEIPT = "Your message has been sent and kept"


@dataclass
class Served:
    """One server at one port, killed and started again; its readers stay where they are."""

    folder: Path
    told: dict[str, str] = field(repr=False)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = start_server(self.folder / "server.log", self.told, self.port)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def served(tmp_path: Path):
    made = Served(tmp_path, server_environment(tmp_path / "server.log", {"PORTAL_API_LIMIT": "0"}))
    made.start()
    yield made
    made.kill()


def until_it_answers(act: Callable[[], httpx.Response]) -> httpx.Response:
    """As a person does: the page cannot be reached, so they try the same press again."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            return act()
        except httpx.HTTPError:
            time.sleep(0.3)
    raise AssertionError(f"no answer within {SECONDS:.0f} seconds")


def send(address: str, number: int, receipts: dict[int, str]) -> None:
    """What was filled in before a kill is in the browser; nobody fills it in again."""
    writer = Writer(address)
    writer.to_check(public=f"Invented words number {number}.", may_publish="yes")
    time.sleep(LEAST_SECONDS + number * 7 % 20 * 0.1)
    form = writer.page

    def press() -> httpx.Response:
        writer.page = form
        return writer.press("send")

    until = time.monotonic() + SECONDS
    while writer.heading != RECEIPT and time.monotonic() < until:
        until_it_answers(press)
    receipts[number] = writer.codes()[0]
    writer.browser.close()


def test_server_killed_while_people_send_keeps_each_message_once(served: Served) -> None:
    chance, receipts, done = random.Random(20261127), {}, threading.Event()

    def kill_in_turn() -> None:
        for _ in range(KILLS):
            if done.wait(chance.uniform(3.0, 7.0)):
                return
            served.kill()
            served.start()

    # The forms are filled in by whoever got that far; the first presses fall among the kills.
    killer = threading.Thread(target=kill_in_turn)
    with ThreadPoolExecutor(AT_ONCE) as people:
        sent = [people.submit(_patiently, served.address, number, receipts) for number in range(PEOPLE)]
        killer.start()
        for one in sent:
            one.result()
    done.set()
    killer.join()
    bureau = look(served.told["PORTAL_DATABASE_URL"], (served.told["PORTAL_SECRET_KEYS"],))
    with reading(bureau.engine) as connection:
        kept = list(connection.execute(text("SELECT reference FROM reports")).scalars())
        check_chain(connection, bureau.store.tables)
    bureau.engine.dispose()
    assert len(receipts) == PEOPLE
    assert sorted(kept) == sorted(receipts.values())
    assert "nvented words" not in (served.folder / "server.log").read_text()


def _patiently(address: str, number: int, receipts: dict[int, str]) -> None:
    """Whoever is cut off while filling in begins anew; nothing was sent by then."""
    until = time.monotonic() + SECONDS
    while number not in receipts and time.monotonic() < until:
        try:
            send(address, number, receipts)
        except httpx.HTTPError:
            time.sleep(0.3)


def test_full_disk_gives_one_sentence_keeps_the_text_and_then_the_receipt(served: Served) -> None:
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux lets one process limit another")
    assert served.process
    writer = Writer(served.address)
    writer.to_check(public="An invented lion.", police_only="An invented keeper.", wanted="Be quiet.")
    time.sleep(LEAST_SECONDS)
    _, most = resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (0, most))
    answer = writer.press("send")
    assert answer.status_code == 503
    assert SENTENCE in answer.text
    for typed in ("An invented lion.", "An invented keeper.", "Be quiet."):
        assert typed in answer.text
    # Steps need no disk.
    path = writer.path
    assert "Be quiet." in writer.open(path.replace("/check", "/wanted")).text
    writer.open(path)
    resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (most, most))
    writer.press("send")
    assert writer.heading == RECEIPT
    assert "nvented" not in (served.folder / "server.log").read_text()


def test_five_thousand_inputs_at_any_step_are_no_fault_of_ours_and_stand_in_no_log(served: Served) -> None:
    writer, fields = Writer(served.address), 0

    @settings(max_examples=1700, deadline=None, suppress_health_check=list(HealthCheck))
    @given(pressed=PRESSED)
    def press(pressed: Pressed) -> None:
        nonlocal fields
        fields += len(pressed.values)
        check_press(writer, pressed)

    press()
    writer.browser.close()
    assert fields >= 5000
    print(f"{fields} inputs")
    logged = (served.folder / "server.log").read_text(errors="replace")
    assert "/write/{number}/{step}" in logged
    assert not [
        text for text in ("Traceback", '"fault":', "alert(1)", "DROP TABLE", "HYPERLINK") if text in logged
    ]
