"""Which crimes were recorded, and what came of them: bars with their numbers, and the official wording in a fold."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.figures.track import share
from portal.markup import render
from portal.measures.record import missing_months
from portal.services.checking.citing import query_of
from portal.services.checking.quotable import QuoteAsked
from portal.services.counted import profile, sentences
from portal.services.counted.maturing import ripening
from portal.services.library import numbers
from portal.services.library.selection import Selection
from portal.ui import words
from portal.ui.area.kept import cached_outcomes, cached_types, cached_why_withheld
from portal.ui.cache import library

# As many types as a reader takes in; the others are one press away.
SHOWN = 6
# Which class of the map each group of outcomes is drawn in; the fifth has none, because it is no outcome. The last is for
# words that are new.
_PAINTS = ("map-4", "map-2", "map-5", "map-3", "rule", "map-1")


def show_types(area: Area, selection: Selection) -> None:
    """What kinds of crime were recorded, beside the force's rate for each."""
    portal = library()
    of = profile.broader(portal, area)
    types = cached_types(portal.release, of, selection.period)
    longest = max((max(rate or 0, force or 0) for _, _, rate, force in types.rows), default=0.0)
    rows = [
        {
            "name": name,
            "count": numbers.number(count),
            "wide": None if rate is None else share(rate, longest),
            "force": None if force is None else share(force, longest),
        }
        for name, count, rate, force in types.rows
    ]
    st.html(
        render(
            "area/types.html",
            area=area,
            of=of,
            period=selection.period.words,
            rows=rows[:SHOWN],
            more=rows[SHOWN:],
            rest=numbers.number(sum(cell[1] for cell in types.rows[SHOWN:])),
            meanings=[(kind.label, kind.meaning) for kind in words.TYPES],
            incidents=numbers.number(types.incidents),
            why="" if rows else _no_parts(of, selection, "types"),
            has_rates=bool(longest),
        )
    )


def show_outcomes(area: Area, selection: Selection) -> None:
    """What became of the crimes, as known when the files were copied, with every crime in the denominator."""
    portal = library()
    of = profile.broader(portal, area)
    outcomes = cached_outcomes(portal.release, of, selection.period)
    found = outcomes.found
    why = "" if found.crimes else sentences.NO_OUTCOMES
    if found.why:
        why = _no_parts(of, selection, "outcomes")
    groups = [
        {
            "name": name,
            "count": numbers.number(count),
            "of_100": of_100,
            "said": _of_100(of_100),
            "paint": paint,
        }
        for (name, count, of_100), paint in zip(outcomes.groups, _PAINTS, strict=False)
    ]
    st.html(
        render(
            "area/outcomes.html",
            of=of,
            area=area,
            why=why,
            groups=groups,
            official=[(name, numbers.number(count), of_100) for name, count, of_100 in outcomes.official],
            sentence="" if why else sentences.outcomes_sentence(of, found.crimes, found.retrieved),
            known=sentences.known_sentence(found.retrieved),
            settling=settled.sentence if (settled := ripening(portal)) else "",
            quoted=query_of(QuoteAsked("outcomes", of.code, selection.period)),
        )
    )


def _of_100(value: float) -> str:
    return "under 1 in 100" if 0 < value < 0.5 else f"{value:.0f} in 100"


def _no_parts(area: Area, selection: Selection, what: str) -> str:
    """Why a figure's parts are not given; short where the headline has named the missing months already."""
    if missing_months(library().record, selection.period):
        return f"Months are missing from this period, so {what} are not added up."
    return cached_why_withheld(library().release, area, selection.period)
