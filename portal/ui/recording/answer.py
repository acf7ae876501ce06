"""The answer of Recording: range first, whose figure it is, how old, the national rate, and a sentence to print."""

from __future__ import annotations

from datetime import date

import streamlit as st

from portal.markup import render
from portal.services.checking.quotable import QuoteAsked, quotable
from portal.services.library.numbers import number
from portal.services.recording.beyond import later_words
from portal.services.recording.findings import Finding, age_words, applied_until, of_100, rates
from portal.services.recording.national import national_rates
from portal.ui.cache import library
from portal.ui.recording.stages import round_of
from portal.ui.recording.words import MATCHED, NATIONAL, NATIONAL_BEFORE, PUBLISHED, SEEN
from portal.ui.shared.parts import show_copying


def show_answer(found: list[Finding], today: date) -> None:
    latest = rates(found, "all")[-1]
    point, (low, high) = of_100(latest)
    violence = rates(found, "violence")[-1:]
    st.html(
        render(
            "recording/answer.html",
            round=round_of(latest),
            low=low,
            high=high,
            point=point,
            yearly=number(latest.yearly) if latest.yearly else "",
            violence=of_100(violence[0])[1] if violence else (),
            age=_age(latest, today),
            later=later_words(library()),
            national=_national(),
            quote=quotable(library(), QuoteAsked("inspection", latest.audit_id)).sentence,
            audit_id=latest.audit_id,
            source_url=latest.source_url,
            title=latest.title,
            seen=SEEN[latest.seen],
        )
    )
    show_copying("copying_recording")


def _age(latest: Finding, today: date) -> str:
    """From the last month the rate stands for, which is a match of ours."""
    until = applied_until(latest)
    if until is None:
        return PUBLISHED.format(age=age_words(latest.published_on, today))
    return MATCHED.format(age=age_words(until, today))


def _national() -> str:
    """The newest national rate and the first, without a range because none was in any text read."""
    held = national_rates(library())
    if not held:
        return ""
    newest, first = held[-1], held[0]
    before = NATIONAL_BEFORE.format(pct=first.pct, year=first.published[:4]) if len(held) > 1 else ""
    return NATIONAL.format(pct=newest.pct, until=newest.until, before=before)
