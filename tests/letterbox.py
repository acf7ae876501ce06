"""A real mail server for tests: it keeps what arrives, and answers what a test tells it to. For a conftest to import."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from invented_reports import Bureau

from portal.services.mail.outbox import Sent, send_due
from portal.store.smtp import SmtpPost

SENDER, PUBLIC_URL = "On the Record <portal@example.org>", "https://portal.example.org"


class Letterbox:
    """Keeps what arrives; answers what a test tells it to."""

    def __init__(self) -> None:
        self.letters: list = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.answer.startswith("550"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.answer.startswith("250"):
            self.letters.append(envelope.content.decode())
        return self.answer


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, Callable[[], Controller], SmtpPost]]:
    """A mail server that is not running yet, a way to start it, and the post to it."""
    box, port, started = Letterbox(), free_port(), []

    def start() -> Controller:
        controller = Controller(box, hostname="127.0.0.1", port=port)
        controller.start()
        started.append(controller)
        return controller

    yield box, start, SmtpPost(f"smtp://127.0.0.1:{port}")
    for controller in started:
        controller.stop()


def send(bureau: Bureau, post: SmtpPost) -> Sent:
    return send_due(bureau.outbox, post, bureau.clock, SENDER, PUBLIC_URL)
