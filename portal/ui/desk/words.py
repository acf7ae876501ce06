"""The words of the desk."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.domain.reports.report_states import (
    ANSWERED,
    CLOSED,
    DISPUTED,
    KEPT,
    RECEIVED,
    TAKEN_UP,
    WITHDRAWN,
)

ABOUT_DESK = (
    "The desk is where a sector inspector and their team read what people sent, answer it, and see the local figures "
    "beside it."
)
SIGN_IN_NEEDED = (
    "Accounts are given by whoever runs this portal. To write to the inspector you need none: choose Write in. "
    "To follow a message you sent, use its reference and code."
)
# Short, for a cell of the inbox.
STATES = {
    RECEIVED: "Not yet read",
    TAKEN_UP: "Taken up",
    ANSWERED: "Answered",
    DISPUTED: "Author says not sorted",
    CLOSED: "Closed",
    WITHDRAWN: "Withdrawn",
}
ALL_STATES = tuple(KEPT)
UNREAD_EMPTY = "Nothing here. Nobody is waiting for an answer that fits these filters."
NONE_LEFT = "No other message is left in this list."
FOUND_EVERYWHERE = "found in everything you may read, answered or not"
MERGE_HELP = "For messages about the same thing. Each stays its author's own; when you answer one, you are offered to answer them all."
SHARE_HELP = (
    "They read it and may add notes. The answer stays with your sector. A line of the history says so."
)
MAIL_NOTE = (
    "You are told of a new message, one ten days old, an author who is not content, an answer to check and a request to "
    "take something down. The mail names a reference and holds no word of anybody."
)
INBOX_KEYS = [
    ["j, k", "down, up the list"],
    ["o or Enter", "open it"],
    ["x", "choose it and go on, to answer several at once"],
    ["r", "write one answer to those chosen"],
    ["n", "open the next one"],
    ["Ctrl and Enter", "send"],
    ["/", "search"],
    ["p", "print the list"],
    ["?", "show or hide these keys"],
]
CASE_KEYS = [
    ["t", "take it up"],
    ["a", "write the answer"],
    ["Ctrl and Enter", "send it and open the next one"],
    ["n", "the next one, without an answer"],
    ["u", "back to the inbox"],
    ["p", "print it"],
    ["?", "show or hide these keys"],
]
KEY_WORDS = {"keys": "Keys: ?", "print": "Print"}
REST_HELP = "Out of the inbox until that day, or until the promised day if that comes first. The author is told nothing."
NOTES_HELP = "Only the desk reads notes. They are never shown to the author or the public."
POLICE_COPY = "Only the police see this"
PUBLIC_COPY = "May be published, if the author agrees and an editor publishes it"
WANTED = "What they would like to happen"
PROMPTS = "Good answers usually do four things. This one does not yet seem to:"
CLAIMS = "A reader cannot check this. Change it, put in what is recorded, or say why it may go out:"
PERSONAL_IN_ANSWER = (
    "This looks personal. Whoever wrote will read it, and so will everybody if the answer is published. Nothing is "
    "changed or stopped; your own name and role are left out."
)
FIRST_CHECK = "Your first answers are read by an editor before they go out, so this one waits until an editor lets it out."
CLOSE_HELP = (
    "Closing says that for the police this is done. The author may say that it is not; then both are shown."
)
PAPER_HELP = (
    "For what came on paper, by telephone or in person. Enter their words, not yours. They get a reference and a code of "
    "their own, and with them everything that somebody who wrote here has. Wherever it is read, it says that it was "
    "typed in at the desk, and somebody else decides whether it is published."
)
CODE_BY_MAIL = "Its code goes to its author by mail, and to nobody else. Give them the reference."
CODE_BY_LETTER = (
    "Its code is never shown here. Give its author the reference; whoever runs this portal prints the code in a closed "
    "letter for them."
)
SAID_BEFORE = "Before it was changed; the author may have read it"
MODELLED = "Modelled, not counted"

LONDON = ZoneInfo("Europe/London")


def day(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}"


def short_day(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%b %Y}"


def moment(at: datetime) -> str:
    return f"{day(at)}, {at.astimezone(LONDON):%H:%M}"


def clock_words(state: str, due_at: datetime, now: datetime) -> str:
    """Where the promised clock stands; empty once somebody has answered."""
    if state not in (RECEIVED, TAKEN_UP):
        return ""
    days = (due_at.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
    if due_at < now:
        return f"Overdue by {-days} day{'s' if days != -1 else ''}" if days < 0 else "Overdue today"
    return f"{days} day{'s' if days != 1 else ''} left" if days else "Due today"
