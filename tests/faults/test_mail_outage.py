"""Mail through a long outage and through senders that are killed: every message arrives, a second copy can be told as one."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter

import pytest
from aiosmtpd.controller import Controller
from invented_reports import Bureau, invented_form
from killing import NO_FORK
from serving import free_port

from portal.domain.reports.report import Contact
from portal.services.mail.outbox import LEASE, send_due
from portal.store.smtp import SmtpPost

pytestmark = pytest.mark.faults
MESSAGES, KILLS = 300, 15


class Letterbox:
    def __init__(self) -> None:
        self.ids: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        lines = envelope.content.decode().splitlines()
        self.ids += [line for line in lines if line.startswith("Message-ID")]
        return "250 OK"


def fill(bureau: Bureau) -> None:
    for number in range(MESSAGES):
        bureau.submit(invented_form(contact=Contact(email=f"ada+{number}@example.org")))


def test_outage_of_two_days_delays_every_message_and_doubles_none(bureau: Bureau) -> None:
    fill(bureau)
    box, port = Letterbox(), free_port()
    post = SmtpPost(f"smtp://127.0.0.1:{port}")
    for _ in range(48):
        send_due(bureau.outbox, post, bureau.clock, "portal@example.org", "https://portal.example.org")
        bureau.clock.pass_by(hours=1)
    assert bureau.outbox.waiting() == MESSAGES
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    for _ in range(8):
        send_due(bureau.outbox, post, bureau.clock, "portal@example.org", "https://portal.example.org")
        bureau.clock.pass_by(hours=1)
    controller.stop()
    assert bureau.outbox.waiting() == 0
    assert len(box.ids) == len(set(box.ids)) == MESSAGES


def send_for_ever(address: str, keys: tuple[str, ...], port: int, at) -> None:
    bureau = Bureau(address, keys)
    bureau.clock.at = at
    send_due(
        bureau.outbox,
        SmtpPost(f"smtp://127.0.0.1:{port}"),
        bureau.clock,
        "portal@example.org",
        "https://p.example.org",
    )


@pytest.mark.skipif(NO_FORK, reason="processes cannot be forked here")
def test_senders_killed_at_random_lose_nothing_and_a_second_copy_has_the_same_id(bureau: Bureau) -> None:
    fill(bureau)
    chance, box, port = random.Random(20261126), Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    for kill in range(KILLS + 1):
        sender = multiprocessing.get_context("fork").Process(
            target=send_for_ever, args=(bureau.address, bureau.keys, port, bureau.clock.at)
        )
        sender.start()
        if kill < KILLS:
            time.sleep(chance.uniform(0.05, 0.4))
            sender.kill()
        sender.join(120)
        # What the dead sender had claimed becomes free when its lease is over.
        bureau.clock.at += LEASE
    controller.stop()
    assert bureau.outbox.waiting() == 0
    copies = Counter(box.ids)
    assert len(copies) == MESSAGES
    # At most the one message in a sender's hands when it died can arrive twice.
    assert sum(copies.values()) - MESSAGES <= KILLS
