"""Beside a report: the area's figure with its health, what is modelled apart, earlier reports, what was found and said."""

from __future__ import annotations

from html import escape

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.reports.report import KINDS, Report
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
        st.html(
            '<div style="border:2px dashed #8a5a9e;border-radius:4px;padding:.4rem .6rem">'
            f"<strong>{words.MODELLED}.</strong> {escape(found.unrecorded.sentence)}</div>"
        )
    for line in found.health:
        st.caption(line)
    area = escape(found.area.code)
    st.html(f'<a href="/?area={area}">The whole profile of {escape(found.area.name)}</a>')


def _earlier(found: Context) -> None:
    if not found.earlier:
        st.write("No other report of this kind.")
        return
    rows = "".join(
        f'<li><a href="?report={row.reference}">{row.reference}</a>, {words.day(row.submitted_at)}, '
        f"{KINDS.get(row.kind, row.kind)}, {words.STATES.get(row.state, row.state).lower()}: {escape(row.opening[:80])}</li>"
        for row in found.earlier
    )
    st.html(f"<ul>{rows}</ul>")


def _said(found: Context) -> None:
    threads = "".join(
        f'<li><a href="both-sides?thread={thread.thread_id}">{escape(thread.title)}</a>. {escape(thread.summary)}</li>'
        for thread in found.threads
    )
    claims = "".join(
        f'<li>Claim card: <a href="both-sides?thread={claim.claim_id}">{escape(claim.claim)}</a>. {escape(claim.finding)}</li>'
        for claim in found.claims
    )
    st.html(
        f"<ul>{threads}{claims}</ul>"
        if threads or claims
        else "<p>Nothing that we hold fits this message.</p>"
    )
