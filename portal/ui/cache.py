"""What pages ask for, remembered by selection. The only module with caching decorators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portal import bootstrap
from portal.domain.area import Area
from portal.domain.figure import Figure
from portal.domain.period import Period
from portal.figures.charts import spread_chart, trend_chart
from portal.figures.first_visits_chart import first_visits_chart
from portal.figures.map_files import MapFiles
from portal.figures.recording_charts import timeline_chart
from portal.measures.record import running_counts
from portal.services import profile
from portal.services.area_map import AreaMap, area_map
from portal.services.check import Card, card
from portal.services.figure import figure
from portal.services.library import Library
from portal.services.question import Question
from portal.services.recording import findings, first_visits
from portal.services.recording_method import Method, method
from portal.services.recording_timeline import events
from portal.services.said import Said, said
from portal.services.selection import Selection, default_selection
from portal.services.unrecorded import area_estimates, audited_periods


def library() -> Library:
    """The release the address names, so that a shared link shows the same numbers later; else the one in force."""
    return bootstrap.library_of(st.query_params.get("release", ""))


def sectors() -> dict[str, str]:
    """Code and name of every sector, by name: those a report may be about."""
    found = {code: area.name for code, area in library().areas.items() if area.level == "sector"}
    return dict(sorted(found.items(), key=lambda sector: sector[1]))


def map_files() -> MapFiles:
    return bootstrap.map_files()


# Answers are shared between sessions and never changed, so they are kept as resources: no copy on every read.
@st.cache_resource(max_entries=500, show_spinner=False)
def cached_map(release: str, selection: Selection) -> AreaMap:
    return area_map(library(), selection)


@st.cache_resource(max_entries=2000, show_spinner=False)
def cached_figure(release: str, area: str, period: Period, crime: str) -> Figure:
    return figure(library(), area, period, crime)


@st.cache_resource(max_entries=2000, show_spinner=False)
def cached_unrecorded(release: str, selection: Selection) -> Figure:
    return figure(
        library(), selection.area, selection.period, selection.crime, "unrecorded",
        selection.inspection or None, selection.spread,
    )  # fmt: skip


@st.cache_resource(max_entries=500, show_spinner=False)
def cached_card(release: str, question: Question) -> Card:
    return card(library(), question, bootstrap.settings().public_url, bootstrap.now().date())


@st.cache_resource(max_entries=500, show_spinner=False)
def cached_similar(release: str, selection: Selection, area: Area) -> profile.Similar | None:
    return profile.similar(library(), selection, area)


@st.cache_resource(max_entries=500, show_spinner=False)
def cached_trend(release: str, area: Area, crime: str) -> pd.DataFrame:
    return profile.trend(library(), area, crime)


# Charts are kept as finished specifications. Checking one against the chart grammar costs more than the rest of it, so
# the tests do that.
@st.cache_resource(max_entries=500, show_spinner=False)
def cached_trend_chart(release: str, area: Area, crime: str, what: str, dark: bool) -> dict[str, Any]:
    return trend_chart(cached_trend(release, area, crime), library().events, what, dark).to_dict(validate=False)


@st.cache_resource(max_entries=500, show_spinner=False)
def cached_spread_chart(
    release: str, selection: Selection, area: Area, what: str, dark: bool
) -> dict[str, Any] | None:
    found = cached_similar(release, selection, area)
    return spread_chart(found.values, area.code, area.name, what, dark).to_dict(validate=False) if found else None


def warm_up() -> None:
    """Loads the release, the map files and what the first page imports, before the first reader comes."""
    import portal.ui.components.profile_sections  # noqa: F401

    bootstrap.map_files()
    newest = bootstrap.library()
    default = default_selection(newest)
    for level in map_files().pages:
        area_map(newest, replace(default, level=level))
        for geography in ("2021", "common"):
            running_counts(newest.record, level, geography)
    for level in ("force", "sector", "town", "msoa"):
        for period in audited_periods(newest).values():
            area_estimates(newest, level, period, default.crime, default.spread)


@st.cache_resource(max_entries=20, show_spinner=False)
def cached_timeline_chart(release: str, today: date, dark: bool) -> dict[str, Any]:
    return timeline_chart(findings(library()), events(library()), today, dark).to_dict()


@st.cache_resource(max_entries=4, show_spinner=False)
def cached_first_visits_chart(release: str, dark: bool) -> dict[str, Any]:
    return first_visits_chart(first_visits(library()), library().force.name, dark).to_dict()


@st.cache_resource(max_entries=2, show_spinner=False)
def cached_method(release: str) -> Method:
    return method(library())


def said_stamp() -> str:
    """Another one after every act on a report and on every new day, so that what was taken down is gone at once."""
    return f"{bootstrap.public_desk().public.stamp()} {bootstrap.now():%Y-%m-%d}"


@st.cache_resource(max_entries=30, show_spinner=False)
def cached_said(release: str, stamp: str, area: str) -> Said:
    return said(bootstrap.public_desk(), library(), library().areas[area])
