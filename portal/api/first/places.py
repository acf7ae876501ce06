"""The first page of the landing and of a place: what a reader came for, by the very builders of the pages themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from portal import bootstrap
from portal.api.first.parts import First, drawn_map, figure_picture, map_of
from portal.api.listings import page_address
from portal.bootstrap.forces import next_door
from portal.domain.record.crime import ALL, CRIME_NAMES
from portal.domain.record.figure import Figure
from portal.domain.site import PURPOSE, SITE, STRAPLINE
from portal.figures import place_cards
from portal.markup import Markup, render
from portal.measures.change import latest_complete_year
from portal.services.counted.answer import answer
from portal.services.counted.figure import figure
from portal.services.counted.periods import period_name
from portal.services.library.examples import search_example
from portal.services.library.library import Library
from portal.services.library.selection import KEYS, Selection, default_selection, read_selection
from portal.services.search.titles import place_title


def landing(library: Library, address: Mapping[str, str]) -> First:
    """The purpose, the search, the sectors, and the whole force in two figures."""
    asked = read_selection(library, {key: address[key] for key in KEYS if key in address})
    selection = replace(asked, area=library.force.code, level="sector", mended=())
    shown = figure(library, library.force.code, selection.period, ALL)
    body = render(
        "first/landing.html",
        example=search_example(library),
        purpose=PURPOSE,
        lead=render("area/purpose.html"),
        sectors=place_cards.sector_list(library, "", next_door()),
        mapped=_mapped(library, selection, is_choice=True),
        heading=place_cards.FORCE_HEADING,
        force=place_cards.force_cards(library, shown),
        doors=place_cards.doors(library),
    )
    picture = figure_picture(library.force.code, shown.period.first, shown.period.last, ALL)
    return First(SITE, f"{PURPOSE}. {STRAPLINE}", "/", picture, body, "landing", map_of(library, selection))


def place(library: Library, address: Mapping[str, str]) -> First:
    """Where a place is, its answer, what may be missing, and the small map."""
    selection = read_selection(library, {key: address[key] for key in KEYS if key in address})
    shown = figure(library, selection.area, selection.period, selection.crime)
    area, today = shown.area, bootstrap.now().date()
    found = answer(library, replace(selection, mended=()), shown)
    plain = page_address(area)
    body = render(
        "first/place.html",
        example=search_example(library),
        area=area,
        mended=selection.mended_words,
        head=place_cards.place_head(library.lineage(area)[:-1], area, "", plain),
        answer=place_cards.answer_card(library, shown, found, "", today, f"{plain}#counts"),
        missing=_missing(library, selection),
        crime=CRIME_NAMES.get(selection.crime, selection.crime),
        period=period_name(selection.period, latest_complete_year(library.record)),
        around=render("area/around.html"),
        mapped=_mapped(library, selection, is_choice=False),
        plain=plain,
    )
    months = selection.period
    return First(
        place_title(library, area), shown.sentence, f"/?{_lasting(library, selection)}",
        figure_picture(area.code, months.first, months.last, selection.crime), body, "place",
        map_of(library, selection),
    )  # fmt: skip


def _missing(library: Library, selection: Selection) -> Markup:
    period = place_cards.missing_period(library, selection)
    shown: Figure | None = None
    if period:
        shown = figure(library, selection.area, period, selection.crime, "unrecorded", None, selection.spread)
    return place_cards.missing_part(library, selection, shown, "")


def _mapped(library: Library, selection: Selection, is_choice: bool) -> Markup:
    """The small map; its place alone where a reader asked for the map of what may be missing, which is drawn as columns."""
    if selection.is_estimated:
        return render("first/mapped.html", drawing="", key="", notice="")
    return drawn_map(library, selection, is_choice)


def _lasting(library: Library, selection: Selection) -> str:
    """The address of the same view, short as the page itself writes it, by which one view has one address."""
    usual = default_selection(library).address() | {"area": "", "level": selection.level}
    usual["with"] = selection.beside  # Nothing on this page hangs on it.
    kept = {key: value for key, value in selection.address().items() if value != usual[key]}
    return urlencode(kept, safe=":")
