""" "You said, they did" without scripts: a plain page and an Atom feed for each sector and for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from feedgen.feed import FeedGenerator
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.faults import Fault, not_found, shown
from portal.api.feeds import ATOM, MOST, add_entry, begun
from portal.api.listings import said_address
from portal.api.parameters import area_named
from portal.api.plain.html_pages import fault_as_html, render
from portal.bootstrap.address import root
from portal.domain.publishing.publication import MARKS, PublicReport
from portal.domain.record.area import Area
from portal.domain.record.period import month_words
from portal.domain.reports.text import inert
from portal.errors import StoreUnavailable
from portal.figures import said_cards as cards
from portal.markup import Markup
from portal.services.publishing import words
from portal.services.publishing.said import (
    answered_sentences,
    changes,
    edited_words,
    heading,
    note_words,
    objection_words,
    origin_words,
    said,
    said_area,
    status_words,
)

# Asked again each time, so that what was taken down is gone at once; unchanged, that costs a 304.
ASK_AGAIN = "no-cache"
EVERY = "all"


def feed_address(area: Area) -> str:
    return f"/feeds/{EVERY if area.level == 'force' else quote(area.code, safe=':')}.atom"


def report_address(report: PublicReport) -> str:
    return f"/said/{report.sector_code}#{report.public_id}"


def takedown_address(report: PublicReport) -> str:
    return f"/you-said?area={report.sector_code}&report={report.public_id}"


def _asked(request: Request) -> Area:
    code = request.path_params.get("code", "")
    library = bootstrap.library()
    return said_area(library, area_named(code, "path: code").code) if code else library.force


@contextmanager
def _store_read() -> Iterator[None]:
    """A database that is down is said in one sentence, and nothing of it is kept by anybody."""
    try:
        yield
    except StoreUnavailable:
        raise Fault(
            503, "not_now", "published reports cannot be read just now", "server", "Try again in a minute."
        ) from None


def page(request: Request) -> Answer:
    """Everything the page with scripts shows, apart from forms."""
    area, library = _asked(request), bootstrap.library()
    with _store_read():
        found = said(bootstrap.public_desk(), library, area)
    sectors = [each for each in library.areas.values() if each.level == "sector"]
    contact = bootstrap.settings().operator_contact
    values: dict[str, Any] = {
        "title": f"{words.TITLE}: {area.name}",
        "description": words.INTRO,
        "canonical": root() + said_address(area),
        "area": area,
        "said": found,
        "nothing": words.NOTHING.format(name=area.name),
        "cards": [
            cards.report_card(one, heading(one, library), report_address(one), takedown_address(one))
            for one in found.reports
        ],
        "changes": _changes(found.reports),
        "answered": answered_sentences(found),
        "rates": cards.rate_blocks(found.rates),
        "few": words.ALL_SECTORS.format(name=area.name) if found.rates_of != area.name else "",
        "kinds": cards.count_table("What they were about", found.kinds),
        "decisions": cards.count_table("What editors decided, all sectors", found.moderation.decisions),
        "reasons": cards.count_table("For which reasons, all sectors", found.moderation.reasons),
        "takedowns": cards.count_table("Requests to take something down, all sectors", found.takedowns),
        "words": words,
        "contact": f"Write to {contact}, or use the link below the report." if contact else "",
        "feed": feed_address(area),
        "others": [
            {"name": each.name, "page": said_address(each)} for each in [library.force, *sectors] if each != area
        ],
        "release": library.release,
    }  # fmt: skip
    return render("said.html", values)


def _changes(reports: tuple[PublicReport, ...]) -> Markup | None:
    found, library = changes(reports), bootstrap.library()
    if not found:
        return None
    of = [one.report for one in found]
    places = [library.areas[one.sector_code].name if one.sector_code in library.areas else "" for one in of]
    titles, links = [heading(one, library) for one in of], [report_address(one) for one in of]
    return cards.change_list(found, titles, links, places)


def feed(request: Request) -> Answer:
    """The newest fifty, as text: words of people are never markup here."""
    name = request.path_params["name"]
    code, dot, kind = name.rpartition(".")
    if not dot or kind != "atom":
        raise not_found(
            "feed",
            f"there is no feed called '{shown(name)}'",
            "path",
            "Feeds end in .atom; /feeds/all.atom holds all.",
        )
    library = bootstrap.library()
    area = library.force if code == EVERY else said_area(library, area_named(code, "path: code").code)
    with _store_read():
        reports = bootstrap.public_desk().public.published(None if area.level == "force" else (area.code,))
    made = begun(
        f"{words.TITLE}: {area.name}",
        feed_address(area),
        said_address(area),
        (one.updated_at for one in reports),
    )
    made.subtitle("Reports to the sector inspector, with the answers of the police.")
    for report in reports[:MOST]:
        _add(made, report)
    return Answer(made.atom_str(pretty=True), ATOM)


def _add(made: FeedGenerator, report: PublicReport) -> None:
    # Named by its place, not by its words or its reference.
    title = heading(report, bootstrap.library())
    entry = add_entry(made, report_address(report), title, inert(_as_text(report)))
    entry.published(report.published_at)
    entry.updated(report.updated_at)


def _as_text(report: PublicReport) -> str:
    parts = [origin_words(report), f"What was sent:\n{report.text}", edited_words(report.edited)]
    parts += [note_words(report.note), objection_words(report)]
    for reply in report.replies:
        parts += [f"The police answered, {month_words(reply.month)}:\n{reply.text}\n{reply.signed}"]
        parts += [edited_words(reply.edited), note_words(reply.note)]
    parts += [f"{MARKS[mark.mark]}, {month_words(mark.month)}: {mark.text}" for mark in report.marks]
    return "\n\n".join(filter(None, (*parts, "\n".join(status_words(report)))))


ROUTES: list[BaseRoute] = [
    Route("/said", Door(page, fault_as_html, ASK_AGAIN), name="said-page"),
    Route("/said/{code:anything}", Door(page, fault_as_html, ASK_AGAIN), name="said-area-page"),
    Route("/feeds/{name:anything}", Door(feed, fault_as_html, ASK_AGAIN), name="feed"),
]
