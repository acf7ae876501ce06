"""A short block for an area's profile: the way to its sector inspector, with the sector set, and whether anybody reads."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.record.area import Area
from portal.errors import PortalError
from portal.markup import render
from portal.services.reports.readers import is_read
from portal.ui.cache import library


def show_tell_strip(area: Area) -> None:
    """Only the code of the area goes into the address."""
    sector = library().sector_of(area)
    st.html(
        render(
            "tell/strip.html", area=area, sector=sector, is_unread=sector is not None and not _is_read(sector)
        )
    )


def _is_read(sector: Area) -> bool:
    """Whether somebody reads for the sector; where that cannot be found out, nothing is said of it."""
    try:
        return is_read(bootstrap.gate().accounts, sector.code)
    except PortalError:
        return True
