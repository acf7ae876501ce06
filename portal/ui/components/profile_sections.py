"""The sections of an area's profile, each one question with its answer in words, in a picture and in a table."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from portal.domain.area import LEVEL_WORDS, Area
from portal.domain.crime import ALL, crime_words
from portal.domain.figure import Figure
from portal.measures.record import missing_months
from portal.services import profile, sentences
from portal.services.figure import why_withheld
from portal.services.question import Question
from portal.services.selection import Selection
from portal.ui import state, words
from portal.ui.cache import (
    cached_events,
    cached_outcomes,
    cached_similar,
    cached_spread_chart,
    cached_trend,
    cached_trend_cells,
    cached_trend_chart,
    cached_types,
    library,
)
from portal.ui.components.check_link import show_check_link
from portal.ui.components.controls import show_area_buttons
from portal.ui.components.parts import show_table


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def show_headline(figure: Figure, selection: Selection) -> None:
    """Where we are, the figure as a sentence, what it compares with, and at most three caveats."""
    portal = library()
    above = tuple(area for area in portal.lineage(figure.area)[:-1])
    show_area_buttons(above, selection, "above")
    st.title(figure.area.name)
    official = f", {figure.area.official_name}" if figure.area.official_name else ""
    level = LEVEL_WORDS[figure.area.level][0]
    st.caption(f"{level[0].upper()}{level[1:]}{official}. Code {figure.area.code}.")
    st.html(
        f'<p style="font-size:1.3rem;line-height:1.4;font-weight:600;margin:0;max-width:44em">{escape(figure.sentence)}</p>'
    )
    show_check_link(Question(selection.area, selection.period, selection.crime))
    compared = profile.comparison(portal, figure)
    if compared:
        st.write(sentences.comparison_sentence(figure, compared.earlier, compared.events))
    if figure.caveats:
        st.markdown("\n".join(f"- {caveat}" for caveat in figure.caveats[:3]))
    for caveat in figure.caveats[3:]:
        st.caption(caveat)


def show_trend(area: Area, crime: str) -> None:
    """Month by month, with gaps as gaps and known breaks marked."""
    portal = library()
    of = profile.broader(portal, area)
    st.header("Month by month")
    if of != area:
        st.write(f"Shown for {of.name}: single months of a small area are too few to mean anything.")
    months = cached_trend(portal.release, of, crime)
    what = crime_words(crime)
    held = int(months.recorded_count.notna().sum())
    st.vega_lite_chart(
        spec=cached_trend_chart(portal.release, of, crime, f"Recorded {what}", is_dark()),
        width="stretch",
        alt=f"Line chart of recorded {what} in {of.name} by month; {held} months have figures. The table below has the same.",
    )
    st.markdown(cached_events(portal.release))
    with st.expander("The same as a table"):
        show_table(
            f"Recorded {what} in {of.name} by month",
            [{"label": "Month", "heading": True}, {"label": "Recorded", "numeric": True}],
            cached_trend_cells(portal.release, of, crime),
            "trend_table",
            height=360,
            missing="missing",
        )


def _no_parts(area: Area, selection: Selection, what: str) -> str:
    """Why a figure's parts are not given; short where the headline has named the missing months already."""
    if missing_months(library().record, selection.period):
        return f"Months are missing from this period, so {what} are not added up."
    return why_withheld(library(), area, selection.period, ALL)


def show_types(area: Area, selection: Selection) -> None:
    """What kinds of crime were recorded."""
    portal = library()
    of = profile.broader(portal, area)
    st.header("Types of crime")
    if of != area:
        st.write(
            f"Shown for {of.name}: single types in a small area are too few to mean anything and could point to people."
        )
    types = cached_types(portal.release, of, selection.period)
    if types.empty:
        st.write(_no_parts(of, selection, "types"))
        return
    cells = [
        [r.label, int(r.recorded_count), None if pd.isna(r.share) else round(100 * float(r.share), 1)]
        for r in types.itertuples()
    ]
    columns = [
        {"label": "Type", "heading": True},
        {"label": "Recorded", "numeric": True},
        {"label": "Of 100 crimes", "numeric": True, "format": {"minimumFractionDigits": 1}},
    ]
    show_table(
        f"Recorded crime by type in {of.name}, {selection.period.words}", columns, cells, state.TYPES_TABLE
    )
    incidents = profile.incidents(portal, of, selection.period)
    st.write(f"Counted apart: {sentences.number(incidents)} incidents of anti-social behaviour.")
    with st.expander("What each type means"):
        st.markdown("\n".join(f"- **{t.label}.** {t.meaning}" for t in words.TYPES))


def show_outcomes(area: Area, selection: Selection) -> None:
    """What became of the crimes, as known on one date, with every crime in the denominator."""
    portal = library()
    st.header("What became of them")
    of = profile.broader(portal, area)
    found = cached_outcomes(portal.release, of, selection.period)
    if found.why or len(found.retrieved) > 1 or not found.crimes:
        why = found.why and _no_parts(of, selection, "outcomes")
        st.write(why or sentences.outcomes_apart(found.retrieved))
        return
    st.write(sentences.outcomes_sentence(of, found.crimes, found.retrieved[0]))
    cells = [
        [outcome or "No outcome given", int(n), round(100 * n / found.crimes, 1)]
        for outcome, n in found.counts.items()
    ]
    columns = [
        {"label": "Last known outcome", "heading": True},
        {"label": "Crimes", "numeric": True},
        {"label": "Of 100 crimes", "numeric": True, "format": {"minimumFractionDigits": 1}},
    ]
    show_table(
        f"Last known outcome of crimes recorded {sentences.during(selection.period)}",
        columns,
        cells,
        "outcomes_table",
    )


def show_similar(area: Area, selection: Selection) -> None:
    """Where the area lies among areas like it: a spread, not a rank."""
    found = cached_similar(library().release, selection, area)
    if found is None:
        return
    st.header("Beside similar areas")
    own = float(found.values.set_index("area_code").value[area.code])
    st.write(sentences.spread_sentence(area, own, found))
    what = f"Recorded {crime_words(selection.crime)} per 1,000 residents"
    chart = cached_spread_chart(library().release, selection, area, what, is_dark())
    st.vega_lite_chart(spec=chart, width="stretch", alt=sentences.spread_sentence(area, own, found))


def show_teams(area: Area) -> None:
    """Who polices here, as far as the sources say, with their date."""
    portal = library()
    sector = portal.sector_of(area)
    teams = portal.teams[portal.teams.sector_code == sector.code] if sector else portal.teams.iloc[:0]
    if sector is None or teams.empty:
        return
    st.header("Who polices here")
    st.write(
        f"Neighbourhood teams listed in {sector.name} in {teams.as_of.iloc[0]}. Teams may have changed since; which sector a team lies in is our reading of the list."
    )
    st.markdown("\n".join(f"- {name}" for name in teams.team_name))
