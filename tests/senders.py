"""People who send a report through a real server, and send the same form again until they have a receipt."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from invented_reports import Bureau
from websockets.exceptions import InvalidStatus, WebSocketException
from wire import visiting

from portal.domain.reports.report_checks import LEAST_SECONDS
from portal.errors import StoreUnavailable

# As long as a process takes to start on a busy machine, several times.
SECONDS = 240.0


def draft(number: int) -> dict[str, str]:
    """What a browser has kept of one person's form, up to the check page."""
    return {
        "token": f"{number:040d}", "kind": "concern", "step": "check", "sector": "E07000042",
        "public": f"Invented words number {number}.", "police_only": "An invented keeper.", "may_publish": "no",
        "email": f"ada+{number}@example.org",
    }  # fmt: skip


def send(address: str, number: int, turned_away: list[int], source: str = "") -> str:
    """The reference on the receipt; tried again, with the same form, whenever the page is lost on the way or refuses.

    Each sender has an address of their own, since one address may send ten reports an hour. Whoever is told that the site
    is closed is noted in `turned_away`.
    """
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            with visiting(address, "tell", source or f"127.0.1.{number + 1}") as visitor:
                visitor.act("restore", draft=draft(number))
                time.sleep(LEAST_SECONDS + 0.1)
                view = visitor.act("send")
                found = [part["value"] for part in view["parts"] if part.get("label") == "Reference"]
                if found:
                    return found[0]
        except InvalidStatus:
            turned_away.append(number)
            time.sleep(0.3)
        except (OSError, WebSocketException, TimeoutError):
            time.sleep(0.3)
    raise AssertionError(f"no receipt after {SECONDS:.0f} seconds")


@contextmanager
def crowd(address: str, people: int, at_once: int) -> Iterator[dict[int, str]]:
    """Everybody sends, some at once; the receipts so far. It ends when everybody has one."""
    receipts: dict[int, str] = {}

    def one(number: int) -> None:
        receipts[number] = send(address, number, [])

    with ThreadPoolExecutor(at_once) as senders:
        sent = [senders.submit(one, number) for number in range(people)]
        yield receipts
        for each in sent:
            each.result()


def look(address: str, keys: tuple[str, ...]) -> Bureau:
    """Opens the database beside the dead server's last connections; on a busy machine that may take some tries."""
    until = time.monotonic() + 120
    while True:
        try:
            return Bureau(address, keys)
        except StoreUnavailable:
            if time.monotonic() > until:
                raise
            time.sleep(1)
