"""The inbox: counts, filters that combine, the table, and what is done with many reports at once."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.casework import (
    MOST_SEARCHED,
    NOBODY,
    ORDERS,
    PAGE_LENGTH,
    UNANSWERED,
    Inbox,
    InboxCounts,
    InboxQuery,
    InboxRow,
)
from portal.domain.reports.report import KINDS
from portal.domain.reports.report_states import ANSWERED, DISPUTED
from portal.services.desk import inbox as inbox_service
from portal.services.desk.casework import names
from portal.services.desk.permissions import allows
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Chosen, Typed, act_button, open_report, say
from portal.ui.desk.enter import show_enter
from portal.ui.desk.named_place import show_named_place
from portal.ui.shared.parts import show_table

ALL_NAME, TO_ANSWER, EVERYTHING = "All", "to answer", "all"
COLUMNS = ("Reference", "Sent", "Answer due", "Where it stands", "About", "Sector", "With", "How it starts")


def show_inbox(actor: Actor) -> None:
    """Everything of the actor's own sectors that was asked for, and nothing of another."""
    asked = _filters(actor, inbox_service.counts(bootstrap.casework(), actor))
    found = inbox_service.inbox(bootstrap.casework(), actor, asked)
    if found.total and not found.rows:
        # The filters left fewer pages than the one that was open.
        st.session_state.pop(state.DESK_PAGE, None)
        st.rerun()
    if not found.total:
        st.info(words.UNREAD_EMPTY)
    else:
        _table(actor, found, asked)
    if not found.searched_all:
        st.caption(words.BOUND.format(number=MOST_SEARCHED))
    if allows(actor, "bulk_assign", next(iter(actor.sectors))) and found.rows:
        _many(actor, found)
    if allows(actor, "enter_for_someone", next(iter(actor.sectors))):
        show_enter(actor)


def _filters(actor: Actor, counts: InboxCounts) -> InboxQuery:
    """Search first, then a chip for each usual question, and everything else behind one press."""
    text = st.text_input(
        "Search every message", key=state.DESK_SEARCH, max_chars=100, placeholder="Words, or a reference"
    )
    show_named_place(text, _sectors(actor))
    st.session_state.setdefault(state.DESK_CHIP, TO_ANSWER)
    chips = _chips(actor, counts)
    chip = st.pills(
        "Which messages", list(chips), format_func=lambda one: chips[one][0], key=state.DESK_CHIP,
        label_visibility="collapsed",
    )  # fmt: skip
    _, asks = chips[chip or EVERYTHING]
    with st.expander("More filters"):
        further = _further(actor, counts.resting)
    page = st.session_state.get(state.DESK_PAGE, 1)
    return replace(further, text=text, page=page, **asks)


def _chips(actor: Actor, counts: InboxCounts) -> dict[str, tuple[str, dict[str, Any]]]:
    """The words of each chip with how many stand behind it, and what it asks for."""
    return {
        TO_ANSWER: (f"To answer {counts.unanswered}", {"states": UNANSWERED}),
        "late": (f"Late {counts.overdue}", {"states": UNANSWERED, "only_overdue": True}),
        "disputed": (f"Not sorted {counts.disputed}", {"states": (DISPUTED,)}),
        "waiting": (f"To check {counts.waiting}", {"states": words.ALL_STATES, "only_waiting": True}),
        "mine": (f"Mine {counts.mine}", {"states": UNANSWERED, "assigned": actor.account_id}),
        "answered": ("Answered", {"states": (ANSWERED,)}),
        EVERYTHING: ("All, by more filters", {}),
    }


def _further(actor: Actor, put_off: int) -> InboxQuery:
    """What narrows a chip further. Where a report stands is asked by the chips, and here for the last of them alone."""
    first, second, third, fourth = st.columns(4)
    with first:
        state_name = st.selectbox(
            "Where it stands", [ALL_NAME, *words.ALL_STATES],
            format_func=lambda name: words.STATES.get(name, name), key=state.DESK_STATE,
        )  # fmt: skip
    with second:
        kind = st.selectbox(
            "About", ["", *KINDS], format_func=lambda kind: KINDS.get(kind, "Anything"), key=state.DESK_KIND
        )
    with third:
        assigned = _choose("With", _people(actor), state.DESK_ASSIGNED)
    with fourth:
        sector = _choose("Sector", _sectors(actor), state.DESK_SECTOR)
    order, rest = st.columns(2, vertical_alignment="bottom")
    with order:
        by = _choose("Order", ORDERS, state.DESK_ORDER)
    resting = rest.checkbox(f"With what is put off ({put_off})", key=state.DESK_RESTING)
    states = words.ALL_STATES if state_name == ALL_NAME else (state_name,)
    return InboxQuery(None, states, kind, sector, assigned, False, False, resting, "", by, 1)


def _choose(label: str, choices: dict[str, str], key: str) -> str:
    return st.selectbox(label, list(choices), format_func=lambda code: choices[code], key=key)


def _people(actor: Actor) -> dict[str, str]:
    colleagues = names(bootstrap.casework())
    colleagues.pop(actor.account_id, None)
    return {"": "Anybody", actor.account_id: "You", NOBODY: "Nobody"} | colleagues


def _sectors(actor: Actor) -> dict[str, str]:
    known = bootstrap.casework().reports.sectors
    own = known if EVERY_SECTOR in actor.sectors else actor.sectors
    named = {code: known.get(code, code) for code in own}
    return {"": "All of yours"} | dict(sorted(named.items(), key=lambda item: item[1]))


def _table(actor: Actor, found: Inbox, asked: InboxQuery) -> None:
    pages = math.ceil(found.total / PAGE_LENGTH)
    colleagues, now = names(bootstrap.casework()), bootstrap.now()
    columns = [
        {"label": label, "heading": label == "Reference", "whole": label in ("Reference", "Sent")}
        for label in COLUMNS
    ]
    count = f"{found.total:,} report{'s' if found.total != 1 else ''}"
    part = f", page {min(asked.page, pages)} of {pages}" if pages > 1 else ""
    show_table(
        f"{count}{part}. {ORDERS[asked.order]}.", columns, [_cells(row, colleagues, actor, now) for row in found.rows],
        state.DESK_TABLE, codes=[row.reference for row in found.rows], on_pick=_picked,
    )  # fmt: skip
    if pages > 1:
        st.number_input("Page", 1, pages, key=state.DESK_PAGE)


def _cells(row: InboxRow, colleagues: dict[str, str], actor: Actor, now: datetime) -> list[Any]:
    stands = words.STATES.get(row.state, row.state)
    if row.is_waiting:
        stands += "; a reply waits for an editor"
    if row.resting_until and row.resting_until > now and not row.is_overdue(now):
        stands += f"; put off until {words.day(row.resting_until)}"
    clock = words.clock_words(row.state, row.due_at, now)
    with_whom = "You" if row.assigned_to == actor.account_id else colleagues.get(row.assigned_to, "Nobody")
    return [
        row.reference,
        _dated(row.submitted_at),
        _dated(row.due_at, f". {clock}") if clock else "",
        stands,
        KINDS.get(row.kind, row.kind) + (" (entered at the desk)" if row.entered_by else ""),
        bootstrap.casework().reports.sectors.get(row.sector_code, "This site"),
        with_whom,
        row.opening,
    ]


def _dated(at: datetime, more: str = "") -> dict[str, str]:
    """Reads as a day and sorts as one."""
    return {"text": f"{words.short_day(at)}{more}", "key": at.isoformat()}


def _picked() -> None:
    picked = st.session_state[state.DESK_TABLE].picked
    if picked:
        open_report(picked)


def _many(actor: Actor, found: Inbox) -> None:
    """Assigning several of the reports that are on the screen."""
    shown = {row.reference: row.revision for row in found.rows}
    openings = {row.reference: f"{row.reference}: {row.opening[:40]}" for row in found.rows}
    people = names(bootstrap.casework())
    with st.expander("Assign several"), st.form("assign_several", border=False):
        st.multiselect("Reports", list(shown), format_func=lambda code: openings[code], key=state.DESK_MANY)
        st.selectbox(
            "To", ["", *people], format_func=lambda code: people.get(code, "Nobody"), key=state.DESK_TO
        )
        act_button(
            "bulk_assign", "Assign", Chosen(state.DESK_MANY, shown), Typed(state.DESK_TO),
            then=_say_assigned, in_form=True,
        )  # fmt: skip


def _say_assigned(outcome: tuple[list[str], dict[str, str]]) -> None:
    done, left = outcome
    because = "".join(f" {code} was not: {why}." for code, why in left.items())
    say("error" if left else "success", f"{len(done)} assigned.{because}")
