"""The mail of a demonstration, where its server would have sent it. No other portal has this page."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from portal import bootstrap
from portal.api.answers import NEVER_STORED, Answer, Door
from portal.api.faults import not_found
from portal.api.plain.html_pages import fault_as_html, render
from portal.bootstrap.posting import send_mail
from portal.domain.record.period import day_words
from portal.store.smtp import Letterbox

PATH = "/mailbox"
# As many as a reader looks through; the files are all in the folder.
MOST = 100
_LINK = re.compile(r"https?://[^\s,]+[^\s,.]")


def page(_: Request) -> Answer:
    """What is due is delivered first, so that an answer just given has its letter here."""
    folder = bootstrap.settings().letterbox
    if folder is None:
        raise not_found("page", "there is no mailbox here", "path", "Start at /.")
    send_mail()
    letters = [_shown(letter) for letter in Letterbox(folder).letters()]
    left = bootstrap.outbox().waiting()
    values = {
        "title": "Mail it would have sent",
        "description": f"{len(letters)} messages, the newest first. None was sent: no mail server is set here.",
        "canonical": "",
        "waiting": f"{left} more will come: mail about an answer waits half an hour, while its words may be changed."
        if left
        else "",
        "letters": letters[:MOST],
        "release": bootstrap.library().release,
    }
    return render("mailbox.html", values)


def _shown(letter: EmailMessage) -> dict[str, Any]:
    body, at = letter.get_content(), parsedate_to_datetime(letter["Date"])
    return {
        "subject": letter["Subject"],
        "to": letter["To"],
        "at": f"{day_words(f'{at:%Y-%m-%d}')}, {at:%H:%M}",
        "body": body.strip(),
        "links": list(dict.fromkeys(_LINK.findall(body))),
    }


ROUTE = Route(PATH, Door(page, fault_as_html, NEVER_STORED), name="mailbox")
