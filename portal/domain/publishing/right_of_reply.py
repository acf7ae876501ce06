"""Right of reply: a body's own words on an exchange, the file they may come in, and what such a file must hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.domain.record.statement import SIDES, date_words
from portal.domain.reports.text import inert, inert_line
from portal.errors import BadRequest

SUBMITTED, SHOWN, WITHDRAWN = "submitted", "published", "withdrawn"
STATUS_WORDS = {
    SUBMITTED: "Waiting for an editor",
    SHOWN: "Published",
    WITHDRAWN: "Not published, or taken down",
}
LIMITS = {"speaker": 200, "role": 200, "organisation": 200, "text": 20_000}
_FIELDS = ("thread", "answers", "side", "speaker", "role", "organisation", "received_on", "sent_by")
# Kept by the operator with the file, not by the portal.
_NOT_KEPT = "sent_by"
_LOOKED_AT = 40_000


@dataclass(frozen=True)
class ReplyForm:
    """A reply as it came in. `text` is shown as received."""

    thread: str
    answers: str
    side: str
    speaker: str = field(repr=False)
    role: str
    organisation: str
    received_on: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class ThreadReply:
    """One reply as kept. A later version is a reply of its own beside it."""

    reply_id: str
    thread_id: str
    answers_id: str
    side: str
    speaker: str = field(repr=False)
    role: str
    organisation: str
    received_on: str
    text: str = field(repr=False)
    status: str
    submitted_by: str
    submitted_at: datetime
    decided_at: datetime | None = None

    @property
    def received_words(self) -> str:
        return date_words(self.received_on)


def read_reply_file(content: str) -> ReplyForm:
    """Reads the file described in docs/statements.md. Raises BadRequest naming the line or field at fault."""
    head, mark, text = content[:_LOOKED_AT].replace("\r\n", "\n").partition("\n---\n")
    if not mark:
        raise BadRequest("the file has no line of three hyphens between its heading and the reply")
    given: dict[str, str] = {}
    for number, line in enumerate(head.splitlines(), 1):
        name, colon, value = line.partition(":")
        name = name.strip()
        if not line.strip():
            continue
        if not colon or name not in _FIELDS or name in given:
            raise BadRequest(f"line {number} is not one of these, each once: {', '.join(_FIELDS)}")
        given[name] = value.strip()
    given.pop(_NOT_KEPT, None)
    wanted = [name for name in _FIELDS if name not in given and name not in (_NOT_KEPT, "answers", "role")]
    if wanted:
        raise BadRequest(f"the heading lacks: {', '.join(wanted)}")
    form = {name: given.get(name, "") for name in _FIELDS if name != _NOT_KEPT}
    return ReplyForm(**form, text=text)


def clean_reply(form: ReplyForm, today: date) -> ReplyForm:
    """Inert and within limits. Raises BadRequest with the first fault."""
    lines = {name: inert_line(getattr(form, name)) for name in vars(form) if name != "text"}
    made = ReplyForm(**lines, text=inert(form.text[: _LOOKED_AT + 1]))
    if made.side not in SIDES:
        raise BadRequest(f"choose whose words they are: {', '.join(SIDES)}")
    if not made.speaker or not made.organisation:
        raise BadRequest("enter who speaks, or the office if no name is to be shown, and the organisation")
    if not made.text:
        raise BadRequest("enter the reply, in full and unchanged")
    for name, most in LIMITS.items():
        if len(getattr(made, name)) > most:
            raise BadRequest(f"the {name} must be {most:,} characters or fewer")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", made.received_on) or not _is_past(made.received_on, today):
        raise BadRequest("enter the day it was received, as 2026-01-31, and not a day to come")
    return made


def _is_past(day: str, today: date) -> bool:
    try:
        return date.fromisoformat(day) <= today
    except ValueError:
        return False
