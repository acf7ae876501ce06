"""The states of a report and the acts that move it, as a table. Who may act at the desk is decided elsewhere.

A state is what the history says: every act is one line there, with the state before and after it.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.errors import MoveNotAllowed

RECEIVED = "received"
TAKEN_UP = "taken_up"
ANSWERED = "answered"
CLOSED = "closed"
DISPUTED = "disputed"
WITHDRAWN = "withdrawn"
ERASED = "erased"

STATE_WORDS = {
    RECEIVED: "Received, not yet read",
    TAKEN_UP: "Someone is dealing with it",
    ANSWERED: "Answered",
    CLOSED: "Closed by the police",
    DISPUTED: "Closed or answered by the police; the author says it is not sorted",
    WITHDRAWN: "Withdrawn by the author",
    ERASED: "Erased",
}

OPEN = (RECEIVED, TAKEN_UP, ANSWERED, DISPUTED)
KEPT = (*OPEN, CLOSED, WITHDRAWN)

AUTHOR, INSPECTOR, OPERATOR, CLOCK = "author", "inspector", "operator", "clock"


@dataclass(frozen=True)
class Move:
    """One act: who may do it, from which states, and where it leads (None: the state stays)."""

    act: str
    by: tuple[str, ...]
    origins: tuple[str, ...]
    to: str | None


MOVES = {
    move.act: move
    for move in (
        Move("submit", (AUTHOR, INSPECTOR, OPERATOR), ("",), RECEIVED),
        Move("confirm_email", (AUTHOR,), (*OPEN, CLOSED), None),
        Move("amend", (AUTHOR,), OPEN, None),
        Move("withdraw", (AUTHOR,), (*OPEN, CLOSED), WITHDRAWN),
        Move("disagree", (AUTHOR,), (ANSWERED, CLOSED), DISPUTED),
        # The four-week question may be answered whatever the police have done by then.
        Move("say_sorted", (AUTHOR,), (*OPEN, CLOSED), None),
        Move("say_partly", (AUTHOR,), (*OPEN, CLOSED), None),
        Move("say_not_sorted", (AUTHOR,), (RECEIVED, TAKEN_UP, DISPUTED), None),
        Move("say_closed_unsorted", (AUTHOR,), (ANSWERED, CLOSED), DISPUTED),
        # Against words that an editor took out of the author's own.
        Move("object", (AUTHOR,), (*OPEN, CLOSED), None),
        Move("ask_if_sorted", (CLOCK,), (*OPEN, CLOSED), None),
        Move("take_up", (INSPECTOR,), (RECEIVED, DISPUTED), TAKEN_UP),
        Move("respond", (INSPECTOR,), (RECEIVED, TAKEN_UP, ANSWERED, DISPUTED), ANSWERED),
        Move("close", (INSPECTOR,), (TAKEN_UP, ANSWERED, DISPUTED), CLOSED),
        # What the desk does for itself moves nothing.
        Move("assign", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("snooze", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("note", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("share", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("end_share", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("merge", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("part", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("propose_response", (INSPECTOR,), (RECEIVED, TAKEN_UP, ANSWERED, DISPUTED), None),
        Move("return_response", (INSPECTOR,), (RECEIVED, TAKEN_UP, ANSWERED, DISPUTED), None),
        Move("edit_response", (INSPECTOR,), (ANSWERED, DISPUTED, CLOSED), None),
        # Publishing changes nothing about where a report stands between its author and the police.
        Move("publish", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("unpublish", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("mark_private", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("lift_private", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("redact", (INSPECTOR,), (*OPEN, CLOSED), None),
        Move("mark_change", (INSPECTOR,), (TAKEN_UP, ANSWERED, DISPUTED, CLOSED), None),
        Move("erase", (AUTHOR, OPERATOR, CLOCK), KEPT, ERASED),
    )
}


def state_after(act: str, by: str, state: str) -> str:
    """Where the act leads from `state`. Raises MoveNotAllowed."""
    move = MOVES[act]
    if by not in move.by or state not in move.origins:
        shown = STATE_WORDS.get(state, "new").lower()
        raise MoveNotAllowed(f"this cannot be done now: the report is '{shown}'; reload it to see what can")
    return state if move.to is None else move.to


def may(act: str, by: str, state: str) -> bool:
    """Whether a page should offer the act."""
    return by in MOVES[act].by and state in MOVES[act].origins
