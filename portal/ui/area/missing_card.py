"""The card of what may be missing: the sentence with its condition, and each range as a bar of its own look."""

from __future__ import annotations

from typing import Any

import streamlit as st

from portal.domain.record.crime import ALL
from portal.domain.record.figure import Figure
from portal.estimator import audited_inspection
from portal.markup import render
from portal.services.checking.card import printed_numbers
from portal.services.counted.question import Question
from portal.services.library.numbers import number
from portal.services.recording.findings import findings, of_100, rates
from portal.ui import words
from portal.ui.area.track import span
from portal.ui.cache import library

RATE_HELD, DIFFERING = "The force's rate here", "If places differ"


def show_missing_card(figure: Figure, question: Question, newer: str) -> None:
    """`figure` is an estimate; numbers are rounded as they are everywhere. `newer`: the page's months, where no rate is
    held for them."""
    is_force = figure.area.level == "force"
    st.html(
        render(
            "area/missing_card.html",
            period=figure.period.words,
            nobody="" if is_force else figure.area.name,
            sentence=figure.sentence,
            weight=words.WEIGHT.get(figure.label, ""),
            rows=_bars(figure, question),
            hundred=_hundred(question),
            newer=newer,
            check=question.query(st.query_params.get("release", "")),
        )
    )


def _hundred(question: Question) -> dict[str, int] | None:
    """A square for each of 100 crimes reported, of the inspection behind the estimate; None where it is of one type alone."""
    found = [each for each in rates(findings(library()), ALL) if each.inspection_id == _inspection(question)]
    if question.crime != ALL or not found:
        return None
    low, high = of_100(found[-1])[1]
    return {"low": low, "high": high}


def _inspection(question: Question) -> str:
    return question.inspection or str(audited_inspection(library().audits, question.period))


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
