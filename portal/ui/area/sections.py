"""The sections of an area's profile, each one question with its answer in words, in a picture and in a table."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.domain.record.area import LEVEL_WORDS, Area
from portal.domain.record.crime import crime_words
from portal.domain.record.figure import Figure
from portal.markup import render
from portal.measures.record import missing_months
from portal.services.counted import profile, sentences
from portal.services.counted.question import Question
from portal.services.library import numbers
from portal.services.library.selection import Selection
from portal.ui import state, words
from portal.ui.area.answer_card import cached_answer, show_answer
from portal.ui.area.kept import (
    cached_comparison,
    cached_events,
    cached_neighbours,
    cached_no_comparison,
    cached_outcomes,
    cached_similar,
    cached_spread_chart,
    cached_teams,
    cached_trend,
    cached_trend_chart,
    cached_types,
    cached_unplaced_share,
    cached_why_withheld,
)
from portal.ui.cache import library
from portal.ui.shared.check_link import show_check_link
from portal.ui.shared.controls import show_area_buttons
from portal.ui.shared.parts import show_table


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def show_place(area: Area, selection: Selection) -> None:
    """Where we are: what it lies in, its name, and the parts of the page."""
    above = tuple(one for one in library().lineage(area)[:-1])
    show_area_buttons(above, selection, "above")
    st.title(area.name)
    st.html(render("area/contents.html"))


def show_headline(figure: Figure, selection: Selection) -> None:
    """The answer card, and what it counts in a fold."""
    show_answer(figure, cached_answer(library().release, replace(selection, mended=())))
    show_check_link(Question(selection.area, selection.period, selection.crime), "Cite or copy this figure")
    with st.expander("What this counts"):
        official = f", {figure.area.official_name}" if figure.area.official_name else ""
        level = LEVEL_WORDS[figure.area.level][0]
        said = [
            figure.sentence,
            f"{level[0].upper()}{level[1:]}{official}. Code {figure.area.code}.",
            *figure.caveats,
        ]
        st.markdown("\n".join(f"- {line}" for line in said))


def show_before(figure: Figure) -> None:
    """What was recorded in the nearest earlier period like it, and what forbids reading it as more or less crime."""
    compared = cached_comparison(library().release, figure.area.code, figure.period, figure.crime)
    if compared:
        st.write(sentences.comparison_sentence(figure, compared.earlier, compared.events, compared.life))
    elif figure.value is not None and (why_none := cached_no_comparison(library().release, figure.period)):
        st.write(why_none)


def show_trend(area: Area, crime: str) -> None:
    """Month by month, with gaps as gaps and known breaks marked."""
    portal = library()
    of = profile.broader(portal, area)
    st.header("Month by month", anchor="trend")
    if of != area:
        st.write(f"Shown for {of.name}: single months of a small area are too few to mean anything.")
    months = cached_trend(portal.release, of, crime)
    what = crime_words(crime)
    held = sum(count is not None for _, count in months)
    st.vega_lite_chart(
        spec=cached_trend_chart(portal.release, of, crime, f"Recorded {what}", is_dark()),
        width="stretch",
        alt=f"Line chart of recorded {what} in {of.name} by month; {held} months have figures. The table below has the same.",
    )
    with st.expander("What happened when"):
        st.markdown(cached_events(portal.release))
    with st.expander("Every month as a table"):
        show_table(
            f"Recorded {what} in {of.name} by month",
            [{"label": "Month", "heading": True}, {"label": "Recorded", "numeric": True}],
            months,
            "trend_table",
            height=360,
            missing="missing",
        )


def _no_parts(area: Area, selection: Selection, what: str) -> str:
    """Why a figure's parts are not given; short where the headline has named the missing months already."""
    if missing_months(library().record, selection.period):
        return f"Months are missing from this period, so {what} are not added up."
    return cached_why_withheld(library().release, area, selection.period)


def show_types(area: Area, selection: Selection) -> None:
    """What kinds of crime were recorded."""
    portal = library()
    of = profile.broader(portal, area)
    st.header("Which crimes", anchor="types")
    if of != area:
        st.write(
            f"Shown for {of.name}: single types in a small area are too few to mean anything and could point to people."
        )
    types = cached_types(portal.release, of, selection.period)
    if not types.cells:
        st.write(_no_parts(of, selection, "types"))
        return
    columns = [
        {"label": "Type", "heading": True},
        {"label": "Recorded", "numeric": True},
        {"label": "Of 100 crimes", "numeric": True, "format": {"minimumFractionDigits": 1}},
    ]
    show_table(
        f"Recorded crime by type in {of.name}, {selection.period.words}",
        columns,
        types.cells,
        state.TYPES_TABLE,
    )
    st.write(f"Counted apart: {numbers.number(types.incidents)} incidents of anti-social behaviour.")
    with st.expander("What each type means"):
        st.markdown("\n".join(f"- **{t.label}.** {t.meaning}" for t in words.TYPES))


def show_outcomes(area: Area, selection: Selection) -> None:
    """What became of the crimes, as known on one date, with every crime in the denominator."""
    portal = library()
    st.header("What came of them", anchor="outcomes")
    of = profile.broader(portal, area)
    outcomes = cached_outcomes(portal.release, of, selection.period)
    found = outcomes.found
    if found.why or len(found.retrieved) > 1 or not found.crimes:
        why = found.why and _no_parts(of, selection, "outcomes")
        st.write(why or sentences.outcomes_apart(found.retrieved))
        return
    st.write(sentences.outcomes_sentence(of, found.crimes, found.retrieved[0]))
    columns = [
        {"label": "Last known outcome", "heading": True},
        {"label": "Crimes", "numeric": True},
        {"label": "Of 100 crimes", "numeric": True, "format": {"minimumFractionDigits": 1}},
    ]
    show_table(
        f"Last known outcome of crimes recorded {numbers.during(selection.period)}",
        columns,
        outcomes.cells,
        "outcomes_table",
    )


def show_similar(area: Area, selection: Selection) -> None:
    """Where the area lies among areas like it: a spread, not a rank."""
    found = cached_similar(library().release, selection, area)
    named = cached_neighbours(library().release, area)
    if named:
        st.header("Similar places")
        st.write(named)
    if found is None:
        return
    st.header("Beside similar areas")
    sentence = sentences.spread_sentence(area, found.own, found)
    st.write(sentence)
    what = f"Recorded {crime_words(selection.crime)} per 1,000 residents"
    chart = cached_spread_chart(library().release, selection, area, what, is_dark())
    st.vega_lite_chart(spec=chart, width="stretch", alt=sentence)


def show_unplaced(selection: Selection) -> None:
    """The share of the force's crimes that no map can show."""
    share = cached_unplaced_share(library().release, selection.period)
    if share is not None:
        st.header("Not on the map")
        st.write(sentences.unplaced_sentence(share))


def show_teams(area: Area) -> None:
    """Who polices here, as far as the sources say, with their date."""
    portal = library()
    sector = portal.sector_of(area)
    teams = cached_teams(portal.release, sector.code) if sector else None
    if sector is None or teams is None or not teams.names:
        return
    st.header("Who polices here")
    st.write(
        f"Neighbourhood teams listed in {sector.name} in {teams.as_of}. Teams may have changed since; which sector a team lies in is our reading of the list."
    )
    st.markdown("\n".join(f"- {name}" for name in teams.names))
