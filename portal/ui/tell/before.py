"""The box that stands before the first question: who reads it, how fast, and what it is not."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.reports.report import ANSWER_WITHIN
from portal.errors import PortalError
from portal.markup import render
from portal.services.reports.readers import is_read
from portal.ui.cache import library
from portal.ui.tell import words
from portal.ui.tell.board import telling


def show_before() -> None:
    """Over the first question and every step of the form; not over where to turn in danger, and not over the receipt."""
    place = telling()
    if place.receipt or (place.answer and not place.draft):
        return
    sector = (place.draft.sector if place.draft else "") or place.sector
    named = library().areas.get(sector)
    st.html(render("tell/before.html", **_values(named.name if named else "", sector)))


def _values(name: str, sector: str) -> dict[str, str]:
    days = ANSWER_WITHIN.days
    if not name:
        return {
            "title": words.BEFORE,
            "first": "",
            "who": words.READ_WHERE,
            "fast": words.FAST.format(days=days),
        }
    title = words.BEFORE_PLACE.format(place=name)
    try:
        read = is_read(bootstrap.gate().accounts, sector)
    except PortalError:
        who, fast = words.READ_UNKNOWN.format(place=name), words.FAST_NOBODY.format(days=days)
        return {"title": title, "first": "", "who": who, "fast": fast}
    if read:
        who, fast = words.READ_BY.format(place=name), words.FAST.format(days=days)
        return {"title": title, "first": "", "who": who, "fast": fast}
    who, fast = words.READ_BY_NOBODY.format(place=name), words.FAST_NOBODY.format(days=days)
    return {"title": title, "first": words.NOBODY_YET_READS, "who": who, "fast": fast}
