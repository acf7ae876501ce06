"""What each inspection found, as points with ranges on one scale, and what came after the last rate."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from portal.domain.record.inspection import DIP_SAMPLE
from portal.markup import render
from portal.services.both_sides.statements import Thread, threads
from portal.services.recording.findings import Finding, rates
from portal.ui.cache import library
from portal.ui.recording.words import GROUPS, SAMPLE

# Where the scale starts, or lower where a rate is; the caption says where.
START = 70
_SHOWN = ("recording of crime", "monitoring")


def show_rounds(found: list[Finding]) -> None:
    st.header("What each inspection found")
    since = [_since(thread) for thread in _after(rates(found, "all")[-1])]
    lowest = min(one.lower_pct or 0.0 for one in rates(found))
    start = min(START, int(lowest // 10 * 10))
    st.html(
        render(
            "recording/rounds.html",
            start=start,
            rows=[_row(one, start) for one in rates(found)],
            sample=_sample(found),
            since=since,
        )
    )


def _row(finding: Finding, start: int) -> dict[str, Any]:
    low, high = finding.lower_pct or 0.0, finding.upper_pct or 0.0
    return {
        "group": GROUPS[finding.group],
        "months": _months(finding),
        "left": _at(low, start),
        "width": round(_at(high, start) - _at(low, start), 2),
        "at": _at(finding.recorded_pct or 0.0, start),
        "range": f"{low:.1f} to {high:.1f}",
        "audit_id": finding.audit_id,
    }


def _months(finding: Finding) -> str:
    """Dec 2015 to May 2016, or the month of publication where the months checked are not public."""
    if finding.audited is None:
        return f"published {finding.published_on:%b %Y}"
    first, last = (
        date.fromisoformat(f"{month}-01") for month in (finding.audited.first, finding.audited.last)
    )
    return f"{first:%b %Y} to {last:%b %Y}"


def _at(pct: float, start: int) -> float:
    return round(100 * (pct - start) / (100 - start), 2)


def _sample(found: list[Finding]) -> str:
    """The newest dip sample, as a count and never as a rate."""
    dips = [
        one
        for one in found
        if one.kind == "sample" and one.reason.startswith(DIP_SAMPLE) and one.checked_count
    ]
    if not dips:
        return ""
    newest = max(dips, key=lambda one: one.published_on)
    return SAMPLE.format(
        year=newest.published_on.year, recorded=newest.recorded_count, checked=newest.checked_count
    )


def _after(latest: Finding) -> list[Thread]:
    """Exchanges about this force's recording that were opened after the latest rate, oldest first."""
    portal = library()
    after = [
        thread
        for thread in threads(portal)
        if (said := thread.face("found"))
        and thread.topic in _SHOWN
        and said.said_on > latest.published_on.isoformat()
        and portal.force.code in said.area_codes
    ]
    return sorted(after, key=lambda thread: thread.dated.said_on)


def _since(thread: Thread) -> dict[str, str]:
    said, reply = thread.face("found"), thread.face("answered")
    assert said is not None
    return {
        "when": said.month_words,
        "found": said.on_card,
        "reply": reply.on_card if reply else "",
    }
