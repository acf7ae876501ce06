"""The box that stands before the first question: who reads it, how fast, what it can do and what it cannot."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.reports.report import ANSWER_WITHIN
from portal.errors import PortalError
from portal.markup import render
from portal.services.publishing.usual_time import usual_time
from portal.services.reports.readers import is_read
from portal.ui.cache import library
from portal.ui.tell import words
from portal.ui.tell.board import telling


def show_before() -> None:
    """Over the first question and every step of the form; not over where to turn in danger, and not over the receipt."""
    place = telling()
    if place.receipt or (place.answer and not place.draft):
        return
    if place.draft and place.draft.kind == "correction":
        st.html(render("tell/before.html", **_OF_OPERATOR))
        return
    sector = (place.draft.sector if place.draft else "") or place.sector
    named = library().areas.get(sector)
    st.html(render("tell/before.html", **_values(named.name if named else "", sector)))


_OF_OPERATOR = {
    "title": words.BEFORE,
    "first": "",
    "who": words.OPERATOR_READS,
    "fast": words.OPERATOR_FAST,
    "can": words.OPERATOR_CAN,
    "cannot": words.OPERATOR_CANNOT,
}


def _values(name: str, sector: str) -> dict[str, str]:
    """Each line is said only when it is known to be true: a database that is down says nothing of readers or times."""
    asked = words.FAST.format(days=ANSWER_WITHIN.days)
    fixed = {"can": words.CAN_DO, "cannot": words.CANNOT_DO, "first": ""}
    if not name:
        return fixed | {"title": words.BEFORE, "who": words.READ_WHERE, "fast": asked}
    title = words.BEFORE_PLACE.format(place=name)
    waits = words.FAST_NOBODY.format(days=ANSWER_WITHIN.days)
    try:
        read = is_read(bootstrap.gate().accounts, sector)
        took = _took(sector)
    except PortalError:
        return fixed | {"title": title, "who": words.READ_UNKNOWN.format(place=name), "fast": waits}
    if read:
        return fixed | {"title": title, "who": words.READ_BY.format(place=name), "fast": f"{asked} {took}"}
    who = words.READ_BY_NOBODY.format(place=name)
    return fixed | {"title": title, "first": words.NOBODY_YET_READS, "who": who, "fast": f"{waits} {took}"}


def _took(sector: str) -> str:
    usual = usual_time(bootstrap.public_desk(), sector)
    if usual.days is not None:
        return words.LAST_TEN.format(took=words.days(usual.days))
    return words.FEW_ANSWERS if usual.is_answered else words.NO_ANSWER_HERE
