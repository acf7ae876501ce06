"""A short block for an area's profile: the newest about the whole force from each side, then what is about this place."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.domain.record.statement import Statement
from portal.markup import render
from portal.services.both_sides.statements import said_about, said_of_all, threads
from portal.ui.both_sides.words import LOCAL_NONE, NOT_HERE, SIDES
from portal.ui.cache import library

# Whose words stand first: what inspectors found, then what the police answered.
_BOTH = (("inspectorate",), ("force",))


def show_local_statements(area: Area) -> None:
    """Equal room for both sides on the whole force; then the newest about here, the others, as whole, behind one press."""
    portal = library()
    every = threads(portal)
    if not every:
        return
    own = said_about(portal, area) if area.level != "force" else ()
    is_inspected = any(said.kind == "finding" for said in own)
    st.html(
        render(
            "both_sides/local.html",
            area=area,
            of_all=_newest_of_each(said_of_all(portal, "")),
            own=own,
            none_here=LOCAL_NONE.format(name=area.name),
            not_inspected="" if is_inspected else NOT_HERE.format(name=area.name),
            sides=SIDES,
            count=len(every),
        )
    )


def _newest_of_each(said: tuple[Statement, ...]) -> list[Statement]:
    """The newest finding, and the newest answer of the force that is no older: the later of the two first."""
    found = [next((each for each in said if each.side in sides), None) for sides in _BOTH]
    return [each for each in said if each in found]
