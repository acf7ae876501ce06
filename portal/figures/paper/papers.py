"""The two papers about a place: the brief of two pages, and the one page for a meeting."""

from __future__ import annotations

from portal.figures.paper.first_page import first_page
from portal.figures.paper.frame import footed
from portal.figures.paper.meeting_page import meeting_page
from portal.figures.paper.place_map import PlaceMap
from portal.figures.paper.second_page import second_page
from portal.figures.paper.sheet import Sheet
from portal.services.briefing.brief import Brief


def area_brief(shown: Brief, mapped: PlaceMap) -> bytes:
    """Two pages of A4 as PDF; the same bytes for the same release."""
    sheet = Sheet(f"{shown.area.name}: area brief", shown.figure.sentence, shown.newest)
    left = first_page(sheet, shown, mapped)
    footed(sheet, shown)
    second_page(sheet, shown, left)
    footed(sheet, shown)
    return sheet.content()


def for_meeting(shown: Brief) -> bytes:
    """One page of A4 as PDF; the same bytes for the same release."""
    sheet = Sheet(f"{shown.area.name}: a page for a meeting", shown.figure.sentence, shown.newest)
    meeting_page(sheet, shown)
    footed(sheet, shown)
    return sheet.content()
