"""Beside a report: the area's figure with its health, what is modelled apart, earlier reports, what was found and said."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.reports.report import KINDS, Report
from portal.markup import render
from portal.services.desk.context import Context, context
from portal.ui.cache import library
from portal.ui.desk import words


def show_context(actor: Actor, report: Report) -> None:
    found = context(bootstrap.casework(), library(), actor, report.reference)
    st.subheader("Beside it")
    with st.expander(f"{found.area.name} in figures", expanded=True):
        _figures(found)
    with st.expander(f"Earlier from this sector: {len(found.earlier)}"):
        _earlier(found)
    with st.expander("What was found and said"):
        _said(found)


def _figures(found: Context) -> None:
    st.write(found.figure.sentence)
    if found.compared:
        st.caption(found.compared)
    if found.unrecorded:
        st.html(render("desk/modelled.html", label=words.MODELLED, sentence=found.unrecorded.sentence))
    for line in found.health:
        st.caption(line)
    st.html(render("desk/profile.html", area=found.area))


def _earlier(found: Context) -> None:
    if not found.earlier:
        st.write("No other report of this kind.")
        return
    rows = [
        {
            "reference": row.reference,
            "day": words.day(row.submitted_at),
            "kind": KINDS.get(row.kind, row.kind),
            "state": words.STATES.get(row.state, row.state).lower(),
            "opening": row.opening[:80],
        }
        for row in found.earlier
    ]
    st.html(render("desk/earlier.html", rows=rows))


def _said(found: Context) -> None:
    st.html(render("desk/said.html", threads=found.threads, claims=found.claims))
