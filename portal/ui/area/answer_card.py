"""The card of what was recorded: the number, one sentence that compares it, and the strip it is read from."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.bootstrap import library_of
from portal.domain.record.crime import ALL, crime_words
from portal.domain.record.figure import Figure
from portal.markup import render
from portal.services.counted.answer import PlaceAnswer, StripRow, answer
from portal.services.counted.figure import unlike_months
from portal.services.counted.question import Question
from portal.services.library import numbers
from portal.services.library.freshness import freshness
from portal.services.library.official_years import official_sentence
from portal.services.library.selection import Selection
from portal.ui.area.track import share, span
from portal.ui.cache import cached_figure


@lru_cache(maxsize=2000)
def cached_answer(release: str, selection: Selection) -> PlaceAnswer:
    shown = cached_figure(release, selection.area, selection.period, selection.crime)
    return answer(library_of(release), selection, shown)


def show_answer(figure: Figure, found: PlaceAnswer) -> None:
    """The number first; where there is none, why, in the same place."""
    notes = [residents_words(figure), found.note] if figure.per_1000 is not None else []
    # A town's notice is about its edges and stands with what is counted; any other one is about the number itself.
    # A month that was taken although it is odd has its reason beside every figure it is part of.
    notes += unlike_months(library_of(figure.release), figure.period) if figure.value is not None else ()
    if figure.area.level == "force" and figure.crime == ALL:
        notes.append(official_sentence(library_of(figure.release), figure.period))
    notes.append("" if figure.area.level == "town" else figure.area.notice)
    st.html(
        render(
            "area/answer_card.html",
            period=figure.period.words,
            age=_age(figure),
            count="" if figure.value is None else numbers.number(figure.value),
            what=crime_words(figure.crime, int(figure.value or 0)),
            sentence=figure.sentence,
            answer={"sentence": found.sentence, "rows": [_drawn(row, found.longest) for row in found.rows]},
            notes=[note for note in notes if note],
            check=Question(figure.area.code, figure.period, figure.crime).query(
                st.query_params.get("release", "")
            ),
        )
    )


def _age(figure: Figure) -> str:
    """How long ago the newest months ended; empty for other months, and for an older release."""
    shown = library_of(figure.release)
    fresh = freshness(shown, bootstrap.now().date())
    if figure.period.last != fresh.last_month or shown.newer or fresh.age < 2:
        return ""
    return f"ended {fresh.age} months ago"


def residents_words(figure: Figure) -> str:
    """How many people the rate divides by, and who is not among them."""
    ends = figure.per_1000_range95
    between = f" Range of the rate: {numbers.rate(ends[0])} to {numbers.rate(ends[1])}." if ends else ""
    people = f"People who live here: {numbers.number(figure.population or 0)} ({figure.population_source.split(',')[0]})."
    return f"{people} Visitors and shoppers are not in that, so town centres look high.{between}"


def _drawn(row: StripRow, longest: float) -> dict[str, Any]:
    has_range = row.rate is not None and row.low < row.high
    return {
        "kind": row.kind,
        "name": row.name,
        "rate": row.rate,
        "words": row.words,
        "ends": f"{numbers.rate(row.low)} to {numbers.rate(row.high)}" if has_range else "",
        "at": share(row.rate or 0.0, longest),
        **span(row.low, row.high, longest),
    }
