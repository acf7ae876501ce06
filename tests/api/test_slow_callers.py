"""Callers who never finish a request lose the connection; whoever only reads, or is only slow to be answered, does not."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor

from serving import Client
from wire import visiting

from portal.api.connection.patience import ARRIVAL_SECONDS

HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
FORM = b"POST /desk/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n"
WHOLE = HEAD + b"\r\n"
# What each sends at once, and what it then drips for ever.
HALF_OPEN = {
    "nothing at all": (b"", b""),
    "headers, a letter at a time": (HEAD + b"X-Slow: ", b"a"),
    "a line of headers at a time": (HEAD, b"X-Slow: a\r\n"),
    "a body, a letter at a time": (FORM, b"a"),
    "the rest of a body never": (FORM + b"email=a", b""),
    "a second request that is never whole": (WHOLE + HEAD + b"X-Slow: ", b"a"),
}
DRIP_SECONDS = 2.0
MARGIN_SECONDS = 6.0


def seconds_held(server: str, first: bytes, drip: bytes) -> float:
    """How long the server keeps the connection of somebody who goes on sending slowly."""
    host, port = server.removeprefix("http://").split(":")
    began = time.monotonic()
    with socket.create_connection((host, int(port))) as caller:
        caller.sendall(first)
        caller.settimeout(DRIP_SECONDS)
        while time.monotonic() - began < 4 * ARRIVAL_SECONDS:
            try:
                if not caller.recv(65_536):
                    break
            except TimeoutError:
                caller.sendall(drip)
            except OSError:
                break
    return time.monotonic() - began


def reads_on(server: str) -> bool:
    """A page that has been open for longer than a request may take still answers."""
    with visiting(server, "tell") as visitor:
        time.sleep(ARRIVAL_SECONDS + MARGIN_SECONDS)
        return bool(visitor.act("restore", draft={"kind": "concern", "step": "place"})["heading"])


def test_half_open_requests_end_after_a_limit_and_open_pages_do_not(server: str) -> None:
    with ThreadPoolExecutor() as callers:
        held = {
            what: callers.submit(seconds_held, server, first, drip)
            for what, (first, drip) in HALF_OPEN.items()
        }
        reader = callers.submit(reads_on, server)
        seconds = {what: each.result() for what, each in held.items()}
    print(seconds)
    assert {what for what, lasted in seconds.items() if lasted > ARRIVAL_SECONDS + MARGIN_SECONDS} == set()
    # Nobody is cut off long before.
    assert min(lasted for what, lasted in seconds.items() if "second" not in what) > ARRIVAL_SECONDS - 1
    assert reader.result()


def test_several_whole_requests_of_one_connection_are_all_answered(server: str) -> None:
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as caller:
        caller.sendall(WHOLE + HEAD + b"Connection: close\r\n\r\n")
        answered = b"".join(iter(lambda: caller.recv(65_536), b""))
    assert answered.count(b"HTTP/1.1 200 OK") == 2
    client = Client(server)
    assert [client.get("/healthz").status for _ in range(3)] == [200, 200, 200]
