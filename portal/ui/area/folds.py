"""What fewer readers look for, each behind its heading at the end of a place's page."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import LEVEL_WORDS
from portal.domain.record.figure import Figure
from portal.figures.legend import FIXED
from portal.markup import render
from portal.services.briefing.papers import papers
from portal.services.counted import sentences
from portal.services.library.official_years import official_years
from portal.services.library.selection import Selection
from portal.ui import words
from portal.ui.area.coverage import months_html
from portal.ui.area.kept import cached_teams, cached_unplaced_share
from portal.ui.cache import library


def show_folds(figure: Figure, selection: Selection) -> None:
    """What is counted, who polices here, and the sources. Plain markup, so that a link into a closed one opens it.

    In pieces, because the framework sends a piece again only when it has changed, and the longest stays as it is.
    """
    portal = library()
    share = cached_unplaced_share(portal.release, selection.period)
    sector = portal.sector_of(figure.area)
    unplaced = "" if share is None else sentences.unplaced_sentence(share)
    pieces = (
        render("area/folds_counted.html", says=_counted(figure), fixed=FIXED, unplaced=unplaced),
        render(
            "area/folds_held.html",
            area=figure.area,
            months=months_html(portal),
            sector=sector,
            teams=cached_teams(portal.release, sector.code) if sector else None,
            official=official_years(portal) if figure.area.level == "force" else (),
        ),
        render(
            "area/folds_sources.html",
            papers=papers(figure.area, st.query_params.get("release", "")),
            sources=figure.sources,
            release=portal.release,
        ),
    )
    for piece in pieces:
        st.html(piece)


def _counted(figure: Figure) -> list[str]:
    """The figure in one sentence, what the level is, its code, and what to know before quoting it."""
    official = f", {figure.area.official_name}" if figure.area.official_name else ""
    level = LEVEL_WORDS[figure.area.level][0]
    named = f"{level[0].upper()}{level[1:]}{official}. Code {figure.area.code}."
    return [words.FOOTPRINT, figure.sentence, named, *figure.caveats]
