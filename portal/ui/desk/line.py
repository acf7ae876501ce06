"""The list of the inbox, the keys of the desk, and where the next report is: by the list that was drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import Inbox, InboxQuery, InboxRow
from portal.domain.reports.report import KINDS
from portal.services.desk import own_desk
from portal.services.desk.casework import names
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import close_report, open_report, say
from portal.ui.desk.who import actor_now
from portal.ui.shared.parts import show_desk

# What each key presses, by the keys of the widgets. The script does nothing that a press would not.
_INBOX_KEYS = {
    "n": ".st-key-desk_next button",
    "r": ".st-key-desk_several_box textarea",
    "/": ".st-key-desk_search input",
    "send": ".st-key-desk_answer_several button",
}
_CASE_KEYS = {
    "t": ".st-key-desk_take_up button",
    "n": ".st-key-desk_next button",
    "u": ".st-key-desk_back button",
    "send": ".st-key-desk_send button",
}


@dataclass(frozen=True)
class InboxLine:
    """What the inbox showed last: what was asked for, and its references in order."""

    asked: InboxQuery = field(default_factory=lambda: InboxQuery(None, order="due"))
    references: tuple[str, ...] = ()


def show_line(actor: Actor, found: Inbox, asked: InboxQuery, caption: str) -> dict[str, int]:
    """Draws the list; gives the ticked ones with the revisions that are on the screen."""
    st.session_state[state.DESK_LINE] = InboxLine(asked, tuple(row.reference for row in found.rows))
    colleagues, now = names(bootstrap.casework()), bootstrap.now()
    rows = [_row(row, colleagues, actor, now) for row in found.rows]
    view = {
        "rows": rows, "caption": caption, "tick": "Choose", "press": _INBOX_KEYS, "keys": words.INBOX_KEYS,
        "words": words.KEY_WORDS, "clear": st.session_state.pop(state.DESK_UNTICK, False), "report": "",
    }  # fmt: skip
    ticked = show_desk(view, state.DESK_TABLE, on_pick=_picked)
    return {
        row.reference: row.revision for row in found.rows if row.reference in ticked and not view["clear"]
    }


def show_case_keys(reference: str) -> None:
    """Draws the list of keys beside one report, and listens to them while that report is the open one."""
    press = _CASE_KEYS | {"a": f".st-key-{state.DESK_REPLY}{reference} textarea"}
    view = {
        "rows": [], "caption": "", "tick": "", "press": press, "keys": words.CASE_KEYS, "words": words.KEY_WORDS,
        "clear": True, "report": reference,
    }  # fmt: skip
    show_desk(view, state.DESK_KEYS, on_pick=_picked)


def _row(row: InboxRow, colleagues: dict[str, str], actor: Actor, now: datetime) -> dict[str, Any]:
    clock = words.clock_words(row.state, row.due_at, now) or words.STATES.get(row.state, row.state)
    with_whom = "you" if row.assigned_to == actor.account_id else colleagues.get(row.assigned_to, "nobody")
    more = [f"With {with_whom}"]
    if row.is_waiting:
        more.append("a reply waits for an editor")
    if row.resting_until and row.resting_until > now and not row.is_overdue(now):
        more.append(f"put off until {words.day(row.resting_until)}")
    if row.group:
        more.append("put together with others")
    if row.entered_by:
        more.append("entered at the desk")
    if not actor.covers(row.sector_code):
        more.append("shared with you")
    if len(actor.sectors) > 1 or "*" in actor.sectors:
        more.append(bootstrap.casework().reports.sectors.get(row.sector_code, "This site"))
    return {
        "reference": row.reference, "due": clock, "late": row.is_overdue(now), "kind": KINDS.get(row.kind, row.kind),
        "sent": f"sent {words.short_day(row.submitted_at)}", "opening": row.opening, "with": "; ".join(more),
    }  # fmt: skip


def _picked() -> None:
    for key in (state.DESK_TABLE, state.DESK_KEYS):
        part = st.session_state.get(key)
        if part is not None and part.opened:
            open_report(part.opened)


def open_next(current: str = "") -> None:
    """Opens what comes after `current` in the list drawn last, asked for anew by whoever is signed in now."""
    line: InboxLine = st.session_state.get(state.DESK_LINE) or InboxLine()
    following = own_desk.next_report(bootstrap.casework(), actor_now(), line.asked, line.references, current)
    if following:
        open_report(following)
        return
    close_report()
    kind, said = st.session_state.get(state.DESK_SAID, ("success", ""))
    say(kind, f"{said} {words.NONE_LEFT}".strip())
