"""The parts of "You said, they did" that are read: the sector, the numbers, the reports, how publishing is decided."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portal import bootstrap
from portal.domain.publishing.publication import PublicReport
from portal.domain.record.area import Area
from portal.errors import PortalError
from portal.figures import said_cards as cards
from portal.markup import render
from portal.services.publishing import words
from portal.services.publishing.said import Said, answered_sentences, changes, heading, said_area
from portal.ui import state
from portal.ui.cache import cached_said, library, said_stamp
from portal.ui.ending import end_page
from portal.ui.words import fault_words

# As many as a reader takes in at once; more on request.
AT_FIRST = 20
STRIP = 3
CHANGES = 6


def area_to_show() -> Area:
    """The sector the address names, or all of them; choosing one writes it there."""
    portal = library()
    named = portal.areas.get(st.query_params.get("area", ""))
    area = said_area(portal, named.code) if named else portal.force
    sectors = [each.code for each in portal.areas.values() if each.level == "sector"]
    options = [portal.force.code, *sorted(sectors, key=lambda code: portal.areas[code].name)]

    def choose() -> None:
        chosen = st.session_state[state.SAID_AREA]
        st.query_params.pop("report", None)
        st.query_params["area"] = chosen

    st.session_state[state.SAID_AREA] = area.code
    names = {code: portal.areas[code].name for code in options} | {portal.force.code: "All sectors"}
    st.selectbox(
        "Sector", options, format_func=lambda code: names[code], key=state.SAID_AREA, on_change=choose
    )
    return area


def held(area: Area) -> Said:
    """What the store has now; the page stops with one sentence where it cannot be read."""
    try:
        return cached_said(library().release, said_stamp(), area.code)
    except PortalError as error:
        st.error(fault_words(error))
        end_page()


def _link(report: PublicReport) -> str:
    return f"/said/{report.sector_code}#{report.public_id}"


def show_rates(found: Said) -> None:
    if found.rates_of != found.area.name:
        st.write(words.ALL_SECTORS.format(name=found.area.name))
    st.write(words.SENT.format(name=found.area.name, count=found.received))
    st.html(cards.rate_blocks(found.rates))
    st.html(cards.count_table("What they were about", found.kinds))
    st.caption(words.RULES_OF_NUMBERS)


def show_reports(found: Said) -> None:
    """Newest first; where nothing is published, what would have to happen, and the way to it."""
    if not found.reports:
        sector = "" if found.area.level == "force" else f"?area={found.area.code}"
        st.markdown(words.EMPTY.format(name=found.area.name, write=f"tell{sector}"))
        return
    st.caption(words.INTRO)
    st.write(answered_sentences(found))
    show_changes(found)
    st.header(words.PUBLISHED)
    every = len(found.reports) <= AT_FIRST or st.toggle(f"Show all {len(found.reports)}", key=state.SAID_ALL)
    show_cards(found.reports if every else found.reports[:AT_FIRST])


def show_changes(found: Said) -> None:
    """The newest few; each of them, and the others, stand below their reports too."""
    newest = changes(found.reports)[:CHANGES]
    if not newest:
        return
    st.header(words.CHANGED)
    areas, reports = library().areas, [one.report for one in newest]
    places = [areas[one.sector_code].name if one.sector_code in areas else "" for one in reports]
    titles, links = [heading(one, library()) for one in reports], [_link(one) for one in reports]
    st.html(cards.change_list(newest, titles, links, places))


def show_cards(reports: Sequence[PublicReport]) -> None:
    for report in reports:
        take_down = f"you-said?area={report.sector_code}&report={report.public_id}"
        st.html(cards.report_card(report, heading(report, library()), _link(report), take_down))


def show_decisions(found: Said) -> None:
    st.markdown("\n".join(f"- {rule}" for rule in words.RULES))
    st.html(cards.count_table("What editors decided, all sectors", found.moderation.decisions))
    st.html(cards.count_table("For which reasons, all sectors", found.moderation.reasons))


def show_taking_down(found: Said) -> None:
    contact = bootstrap.settings().operator_contact
    st.write(
        f"{words.TAKE_DOWN} Use the link below the report{f', or write to {contact}' if contact else ''}."
    )
    st.html(cards.count_table("Requests to take something down, all sectors", found.takedowns))


def show_said_strip(area: Area) -> None:
    """A few lines for an area's profile: what is published about its sector, and how many are answered in time."""
    portal = library()
    of = said_area(portal, area.code)
    try:
        found = cached_said(portal.release, said_stamp(), of.code)
    except PortalError:
        st.write("Published reports cannot be read just now.")
        return
    newest = found.reports[:STRIP]
    if not newest:
        # The footer leads to how it works; a place with nothing published needs no heading for it.
        return
    st.header(words.TITLE)
    st.html(cards.strip(newest, [heading(one, portal) for one in newest], [_link(one) for one in newest]))
    given = [
        f"{rate.label}: {rate.shown} ({rate.parts.rstrip('.')})"
        for rate in found.rates
        if rate.value is not None
    ]
    if given:
        st.write(f"{found.rates_of}. {'; '.join(given)}. {found.rates[0].window}")
    with st.expander("Read them here"):
        show_cards(newest)
    more = f"all {len(found.reports)} published reports" if found.reports else "how it works"
    st.html(render("said/ways.html", of=of, area=area, title=words.TITLE, more=more))
