"""Up or down? The finding first, then the months with gaps as gaps, and two periods side by side in a fold."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from portal.domain.at_hand import rooted
from portal.domain.record.area import Area
from portal.domain.record.crime import crime_words
from portal.domain.record.figure import Figure
from portal.estimator import BEYOND, CANNOT_TELL
from portal.markup import render
from portal.services.checking.citing import query_of
from portal.services.checking.quotable import QuoteAsked
from portal.services.counted import profile, sentences
from portal.services.counted.change import METHOD, ChangeAnswer
from portal.services.counted.question import Question
from portal.services.counted.set_beside import offered
from portal.services.library.selection import Selection
from portal.ui import state
from portal.ui.area.following import show_following
from portal.ui.area.kept import (
    cached_change,
    cached_comparable,
    cached_comparison,
    cached_events,
    cached_no_comparison,
    cached_trend,
    cached_trend_chart,
)
from portal.ui.cache import library
from portal.ui.shared.charts import show_chart
from portal.ui.shared.parts import show_table

UNKNOWN = "Up or down? The record cannot say"


def show_trend(figure: Figure, selection: Selection) -> None:
    """Month by month, under what may be said of it."""
    portal = library()
    of = profile.broader(portal, figure.area)
    change = _latest_change(figure, selection)
    note = (
        ""
        if of == figure.area
        else f"Months of {of.name}: those of a small area are too few to mean anything."
    )
    st.html(render("area/trend.html", heading=heading(change), said=_said(figure, change), note=note))
    what = crime_words(selection.crime)
    months = cached_trend(portal.release, of, selection.crime)
    held = sum(count is not None for _, count in months)
    dark = st.context.theme.type == "dark"
    show_chart(
        cached_trend_chart(portal.release, of, selection.crime, f"Recorded {what}", dark),
        f"Line chart of recorded {what} in {of.name} by month; {held} months have figures. The table below has the same.",
        "trend",
    )
    st.html(render("area/trend_note.html"))
    with st.expander("Each month, two years compared, news"):
        _show_change(figure, selection)
        _show_months(of, what, months, figure)
        _show_beside(figure, selection)
        show_following(figure.area)


def heading(change: ChangeAnswer | None) -> str:
    """What the months allow to be said, as the heading of the part."""
    if change is None or change.answer is None or change.answer.verdict in ("", CANNOT_TELL):
        return UNKNOWN
    year = _short(change)
    if change.answer.verdict == BEYOND:
        more = (change.later.value or 0) > (change.earlier.value or 0)
        return f"{'Up' if more else 'Down'} on {year}, beyond the usual ups and downs"
    return f"Within the usual ups and downs since {year}"


def _short(change: ChangeAnswer) -> str:
    first, last = change.earlier.period.first, change.earlier.period.last
    return first[:4] if first[5:] == "01" and last[5:] == "12" else change.earlier.period.words


def _latest_change(figure: Figure, selection: Selection) -> ChangeAnswer | None:
    """Beside the newest earlier period that was counted alike; None where there is none."""
    if figure.value is None:
        return None
    others = cached_comparable(library().release, selection.period)
    before = next((each for each in others if each.last < selection.period.first), None)
    if before is None:
        return None
    return cached_change(library().release, figure.area.code, selection.crime, selection.period, before)


def _said(figure: Figure, change: ChangeAnswer | None) -> str:
    release = library().release
    if change is not None:
        return change.sentence
    compared = cached_comparison(release, figure.area.code, figure.period, figure.crime)
    if compared:
        return sentences.beside_sentence(figure, compared.earlier, bool(compared.events))
    return cached_no_comparison(release, figure.period) if figure.value is not None else ""


def _show_months(of: Area, what: str, months: list[list[str | int | float | None]], figure: Figure) -> None:
    compared = cached_comparison(library().release, figure.area.code, figure.period, figure.crime)
    if compared:
        st.write(sentences.comparison_sentence(figure, compared.earlier, compared.events, compared.life))
    show_table(
        f"Recorded {what} in {of.name} by month",
        [{"label": "Month", "heading": True}, {"label": "Recorded", "numeric": True}],
        months,
        "trend_table",
        height=360,
        missing="missing",
    )
    st.markdown(cached_events(library().release))


def _show_change(figure: Figure, selection: Selection) -> None:
    """The chosen period against another one; why not, where a known break in the record forbids every answer."""
    portal = library()
    others = cached_comparable(portal.release, selection.period)
    if not others:
        st.write(
            cached_no_comparison(portal.release, selection.period) or "No other year is held to compare with."
        )
        return
    of = profile.broader(portal, figure.area)
    of = of if len(selection.period) < 12 or selection.crime != "all" else figure.area
    other = st.selectbox("Compare with", others, format_func=lambda p: p.words, key=state.OTHER_PERIOD)
    st.write(cached_change(portal.release, of.code, selection.crime, selection.period, other).sentence)
    st.caption(METHOD)
    asked = QuoteAsked("comparison", of.code, selection.period, other, selection.crime)
    st.markdown(f"[Quote this comparison]({rooted('/quote')}?{query_of(asked)})")


def _show_beside(figure: Figure, selection: Selection) -> None:
    """Where the same trend stands with another one on it; the first place offered is a beginning, not a choice made."""
    portal = library()
    others = offered(portal, figure.area, selection.period)
    if not others:
        return
    first = next(iter(others))
    question = Question.of(replace(selection, measure="recorded")).query(st.query_params.get("release", ""))
    st.markdown(
        f"[On one chart with {portal.areas[first].name}]({rooted('/check')}?{question}&with={quote(first, safe=':')}), or with any "
        "other place or period chosen there."
    )
