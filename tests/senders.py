"""People who send a report through a real server, and send the same form again until they have a receipt."""

from __future__ import annotations

import time

from websockets.exceptions import InvalidStatus, WebSocketException
from wire import visiting

from portal.domain.reports.report_checks import LEAST_SECONDS

TRIES = 30


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
    for _ in range(TRIES):
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
    raise AssertionError(f"no receipt after {TRIES} tries")
