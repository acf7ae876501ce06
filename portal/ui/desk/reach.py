"""On one report: which other sectors read it, and what it was put together with."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.markup import render
from portal.services.desk.casework import OpenCase
from portal.services.desk.permissions import allows
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Typed, act_button


def show_reach(actor: Actor, opened: OpenCase) -> None:
    report = opened.report
    if opened.group:
        st.html(render("desk/together.html", references=opened.group))
        if allows(actor, "merge", report.sector_code):
            act_button("part", "Take it out of these", report.reference, report.revision)
    if allows(actor, "share", report.sector_code):
        _share(opened)


def _share(opened: OpenCase) -> None:
    report, sectors = opened.report, bootstrap.casework().reports.sectors
    given = (report.reference, report.revision)
    for code in opened.shares:
        st.write(f"{sectors.get(code, code)} reads it too.")
        act_button("end_share", f"Share it no more with {sectors.get(code, code)}", *given, code)
    others = {
        code: name for code, name in sorted(sectors.items(), key=lambda item: item[1])
        if code not in (report.sector_code, *opened.shares)
    }  # fmt: skip
    if others:
        key = state.DESK_SHARE + report.reference
        to = st.selectbox(
            "Share it with another sector", list(others), index=None, format_func=lambda code: others[code],
            key=key, help=words.SHARE_HELP,
        )  # fmt: skip
        if to:
            act_button("share", "Share it", *given, Typed(key))
