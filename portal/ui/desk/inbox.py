"""The inbox: search over everything, counts, filters and kept views that combine, the list, and what is done with many."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.casework import (
    NOBODY,
    ORDERS,
    PAGE_LENGTH,
    UNANSWERED,
    InboxCounts,
    InboxQuery,
    SavedView,
)
from portal.domain.reports.report import KINDS
from portal.domain.reports.report_states import ANSWERED, DISPUTED
from portal.services.desk import inbox as inbox_service
from portal.services.desk import own_desk
from portal.services.desk.permissions import allows
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Form, Typed, act_button
from portal.ui.desk.enter import show_enter
from portal.ui.desk.line import open_next, show_line
from portal.ui.desk.named_place import show_named_place
from portal.ui.desk.several import people_who_act, show_several

ALL_NAME, TO_ANSWER, EVERYTHING, VIEW = "All", "to answer", "all", "view:"


def show_inbox(actor: Actor) -> None:
    """Everything of the actor's own sectors that was asked for, and nothing of another."""
    kept = own_desk.views(bootstrap.casework(), actor)
    asked = _asked(actor, inbox_service.counts(bootstrap.casework(), actor), kept)
    found = inbox_service.inbox(bootstrap.casework(), actor, asked)
    if found.total and not found.rows:
        # The filters left fewer pages than the one that was open.
        st.session_state.pop(state.DESK_PAGE, None)
        st.rerun()
    pages = math.ceil(found.total / PAGE_LENGTH)
    count = f"{found.total:,} message{'s' if found.total != 1 else ''}"
    part = f", page {min(asked.page, pages)} of {pages}" if pages > 1 else ""
    how = words.FOUND_EVERYWHERE if asked.text else ORDERS[asked.order].lower()
    ticked = show_line(actor, found, asked, f"{count}{part}, {how}" if found.total else words.UNREAD_EMPTY)
    if pages > 1:
        st.number_input("Page", 1, pages, key=state.DESK_PAGE)
    show_several(actor, ticked)
    if found.rows:
        st.button("Open the next one", on_click=open_next, type="primary", key="desk_next")
    _further(actor, kept)
    if allows(actor, "enter_for_someone", next(iter(actor.sectors))):
        show_enter(actor)


def _asked(actor: Actor, counts: InboxCounts, kept: tuple[SavedView, ...]) -> InboxQuery:
    """Search first, then a chip for each usual question and kept view; everything else is below the list."""
    text = st.text_input(
        "Search every message", key=state.DESK_SEARCH, max_chars=100,
        placeholder="Words, a name or a reference", label_visibility="collapsed",
    )  # fmt: skip
    show_named_place(text, _sectors(actor))
    st.session_state.setdefault(state.DESK_CHIP, TO_ANSWER)
    chips = _chips(actor, counts, kept)
    chip = st.pills(
        "Which messages", list(chips), format_func=lambda one: chips[one][0], key=state.DESK_CHIP,
        label_visibility="collapsed",
    )  # fmt: skip
    asked = replace(_of(_chosen()), page=st.session_state.get(state.DESK_PAGE, 1))
    if text.strip():
        # Over everything: where a report stands is not asked for then.
        return replace(asked, states=words.ALL_STATES, text=text, with_resting=True)
    return replace(asked, **chips.get(chip or EVERYTHING, chips[EVERYTHING])[1])


def _chips(
    actor: Actor, counts: InboxCounts, kept: tuple[SavedView, ...]
) -> dict[str, tuple[str, dict[str, Any]]]:
    """The words of each chip with how many stand behind it, and what it asks for."""
    chips: dict[str, tuple[str, dict[str, Any]]] = {
        TO_ANSWER: (f"To answer {counts.unanswered}", {"states": UNANSWERED}),
        "late": (f"Late {counts.overdue}", {"states": UNANSWERED, "only_overdue": True}),
        "disputed": (f"Not sorted {counts.disputed}", {"states": (DISPUTED,)}),
        "waiting": (f"To check {counts.waiting}", {"states": words.ALL_STATES, "only_waiting": True}),
        "mine": (f"Mine {counts.mine}", {"states": UNANSWERED, "assigned": actor.account_id}),
        "answered": ("Answered", {"states": (ANSWERED,)}),
        EVERYTHING: ("All, by more filters", {}),
    }
    for view in kept:
        asks = _of(view.asked)
        names = ("states", "kind", "sector", "assigned", "with_resting", "order")
        chips[VIEW + view.view_id] = (view.name, {name: getattr(asks, name) for name in names})
    return chips


def _chosen() -> dict[str, str]:
    """What stands in the filters, as a view keeps it."""
    kept = st.session_state
    return {
        "state": kept.get(state.DESK_STATE, ALL_NAME),
        "kind": kept.get(state.DESK_KIND, ""),
        "sector": kept.get(state.DESK_SECTOR, ""),
        "assigned": kept.get(state.DESK_ASSIGNED, ""),
        "order": kept.get(state.DESK_ORDER, "due"),
        "resting": "yes" if kept.get(state.DESK_RESTING) else "",
    }


def _of(chosen: dict[str, str]) -> InboxQuery:
    name = chosen.get("state", ALL_NAME)
    return InboxQuery(
        None,
        words.ALL_STATES if name == ALL_NAME else (name,),
        kind=chosen.get("kind", ""),
        sector=chosen.get("sector", ""),
        assigned=chosen.get("assigned", ""),
        with_resting=bool(chosen.get("resting")),
        order=chosen.get("order", "due"),
    )


def _further(actor: Actor, kept: tuple[SavedView, ...]) -> None:
    """What narrows a chip further, and views. Where a report stands counts for the last chip alone."""
    with st.expander("More filters"):
        first, second, third, fourth = st.columns(4)
        with first:
            st.selectbox(
                "Where it stands", [ALL_NAME, *words.ALL_STATES],
                format_func=lambda name: words.STATES.get(name, name), key=state.DESK_STATE,
            )  # fmt: skip
        with second:
            st.selectbox(
                "About",
                ["", *KINDS],
                format_func=lambda kind: KINDS.get(kind, "Anything"),
                key=state.DESK_KIND,
            )
        with third:
            _choose("With", _people(actor), state.DESK_ASSIGNED)
        with fourth:
            _choose("Sector", _sectors(actor), state.DESK_SECTOR)
        order, rest = st.columns(2, vertical_alignment="bottom")
        st.session_state.setdefault(state.DESK_ORDER, "due")
        with order:
            _choose("Order", ORDERS, state.DESK_ORDER)
        rest.checkbox("With what is put off", key=state.DESK_RESTING)
        st.text_input("Keep these filters under a name", key=state.DESK_VIEW_NAME, max_chars=40)
        act_button("keep_view", "Keep the view", Typed(state.DESK_VIEW_NAME), Form(_chosen))
        for view in kept:
            act_button("drop_view", f"Take away “{view.name}”", view.view_id, key=f"drop_{view.view_id}")


def _choose(label: str, choices: dict[str, str], key: str) -> str:
    return st.selectbox(label, list(choices), format_func=lambda code: choices[code], key=key)


def _people(actor: Actor) -> dict[str, str]:
    """Only who may act here."""
    colleagues = people_who_act(actor)
    colleagues.pop(actor.account_id, None)
    return {"": "Anybody", actor.account_id: "You", NOBODY: "Nobody"} | colleagues


def _sectors(actor: Actor) -> dict[str, str]:
    known = bootstrap.casework().reports.sectors
    own = known if EVERY_SECTOR in actor.sectors else actor.sectors
    named = {code: known.get(code, code) for code in own}
    return {"": "All of yours"} | dict(sorted(named.items(), key=lambda item: item[1]))
