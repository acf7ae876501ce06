"""What pages ask for, remembered by selection. An area's profile is in `area.kept`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.domain.site import address_at
from portal.figures.first_visits_chart import first_visits_chart
from portal.figures.map_files import MapFiles
from portal.figures.recording_charts import timeline_chart
from portal.services.checking.card import Card, card
from portal.services.counted.area_map import AreaMap, area_map
from portal.services.counted.figure import figure
from portal.services.counted.map_values import MapValues, map_values
from portal.services.counted.question import Question
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.publishing.said import Said, said
from portal.services.recording.findings import findings, first_visits
from portal.services.recording.method import Method, method
from portal.services.recording.timeline import events


def library() -> Library:
    """The release the address names, so that a shared link shows the same numbers later; else the one in force."""
    return bootstrap.library_of(st.query_params.get("release", ""))


def sectors() -> dict[str, str]:
    """Code and name of every sector, by name: those a report may be about."""
    found = {code: area.name for code, area in library().areas.items() if area.level == "sector"}
    return dict(sorted(found.items(), key=lambda sector: sector[1]))


def map_files() -> MapFiles:
    return bootstrap.map_files()


# Answers are shared between sessions and never changed, and every key is a frozen value. Python's own cache looks one up
# a thousand times faster than the framework's, which takes each key apart anew. Each is worked out from the release of its
# key, never from the one the address of the moment names.
def cached_map(release: str, selection: Selection) -> AreaMap:
    return _map(release, _of_every_area(selection))


def cached_map_values(release: str, selection: Selection) -> MapValues:
    """In the order of the outlines that are drawn for the selection."""
    return _map_values(release, _of_every_area(selection))


def _of_every_area(selection: Selection) -> Selection:
    """A map is the same whichever of its areas a reader has chosen, so that one is kept for them all."""
    return replace(selection, area="", beside="", mended=())


@lru_cache(maxsize=200)
def _map(release: str, selection: Selection) -> AreaMap:
    return area_map(bootstrap.library_of(release), selection)


@lru_cache(maxsize=200)
def _map_values(release: str, selection: Selection) -> MapValues:
    shown = _map(release, selection)
    return map_values(shown, map_files().codes[shown.level], selection.measured)


@lru_cache(maxsize=20)
def cached_positions(release: str, level: str) -> dict[str, int]:
    """Where each area's outline stands among those of its level."""
    return {code: at for at, code in enumerate(map_files().codes[level])}


@lru_cache(maxsize=2000)
def cached_figure(release: str, area: str, period: Period, crime: str) -> Figure:
    return figure(bootstrap.library_of(release), area, period, crime)


@lru_cache(maxsize=2000)
def cached_unrecorded(release: str, selection: Selection) -> Figure:
    return figure(
        bootstrap.library_of(release), selection.area, selection.period, selection.crime, "unrecorded",
        selection.inspection or None, selection.spread,
    )  # fmt: skip


def here() -> str:
    """Where the reader is, as an address without a path."""
    return address_at(bootstrap.settings().public_url, st.context.headers.get("host", ""))


def cached_card(release: str, question: Question) -> Card:
    """The card as of today, which it names."""
    return _card(release, question, here(), bootstrap.now().date())


@lru_cache(maxsize=500)
def _card(release: str, question: Question, public_url: str, today: date) -> Card:
    return card(bootstrap.library_of(release), question, public_url, today)


@lru_cache(maxsize=20)
def cached_timeline_chart(release: str, today: date, dark: bool) -> dict[str, Any]:
    portal = bootstrap.library_of(release)
    return timeline_chart(findings(portal), events(portal), today, dark).to_dict()


@lru_cache(maxsize=4)
def cached_first_visits_chart(release: str, dark: bool) -> dict[str, Any]:
    portal = bootstrap.library_of(release)
    return first_visits_chart(first_visits(portal), portal.force.name, dark).to_dict()


@lru_cache(maxsize=2)
def cached_method(release: str) -> Method | None:
    return method(bootstrap.library_of(release))


def said_stamp() -> str:
    """Another one after every act on a report and on every new day, so that what was taken down is gone at once."""
    return f"{bootstrap.public_desk().public.stamp()} {bootstrap.now():%Y-%m-%d}"


@lru_cache(maxsize=30)
def cached_said(release: str, stamp: str, area: str) -> Said:
    portal = bootstrap.library_of(release)
    return said(bootstrap.public_desk(), portal, portal.areas[area])
