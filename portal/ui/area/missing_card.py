"""The card of what may be missing: the sentence with its condition, and each range as a bar of its own look."""

from __future__ import annotations

from typing import Any

import streamlit as st

from portal.domain.record.figure import Figure
from portal.markup import render
from portal.services.checking.card import printed_numbers
from portal.services.counted.question import Question
from portal.services.library.numbers import number
from portal.ui import words
from portal.ui.area.track import span
from portal.ui.cache import cached_figure, library

RATE_HELD, DIFFERING = "The force's rate here", "If places differ"


def show_missing_card(figure: Figure, question: Question) -> None:
    """`figure` is an estimate; numbers are rounded as they are everywhere."""
    is_force = figure.area.level == "force"
    counted = cached_figure(library().release, question.area, question.period, question.crime)
    st.html(
        render(
            "area/missing_card.html",
            period=figure.period.words,
            nobody="" if is_force else figure.area.name,
            sentence=figure.sentence,
            weight=words.WEIGHT.get(figure.label, ""),
            recorded=number(counted.value or 0),
            rows=_bars(figure, question),
        )
    )


def _bars(figure: Figure, question: Question) -> list[dict[str, Any]]:
    """The range if the force's rate held, and the wider one; for the force itself the two are one."""
    printed = printed_numbers(library(), question, figure)
    bars = [("inner", RATE_HELD, printed.held)]
    if figure.area.level != "force" and question.spread != "off":
        bars.append(("outer", DIFFERING, printed.outer))
    drawn = [(look, name, ends) for look, name, ends in bars if ends is not None]
    longest = max((ends[1] for _, _, ends in drawn), default=0.0)
    return [
        {
            "look": look,
            "name": name,
            "words": f"{number(low)} to {number(high)}",
            **span(low, high, longest),
        }
        for look, name, (low, high) in drawn
    ]
