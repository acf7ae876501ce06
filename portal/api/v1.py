"""The API, version 1: one entry per address, from which both the routes and their description are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api import listings, quotes, release_shapes, shapes
from portal.api.answers import FRESH, JSON, NEVER_STORED, Answer, Door, json_content
from portal.api.faults import not_found, shown
from portal.api.openapi import build_document
from portal.api.parameters import Asked, area_named, read, release_headers
from portal.api.several import areas_asked
from portal.api.two import Two, answer_compare
from portal.api.verification import VerdictShape, answer_verify
from portal.bootstrap.forces import elsewhere
from portal.bootstrap.once import Once
from portal.domain.record.area import Area
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.measures.record import monthly_counts
from portal.services.counted import maturing, sentences
from portal.services.counted.figure import figure, why_withheld
from portal.services.library.freshness import lasting_words
from portal.services.search.answer import search

QUESTION = ("from", "to", "crime", "measure", "inspection", "spread", "release")
FIGURE_KEYS = ("area", *QUESTION)


@dataclass(frozen=True)
class Endpoint:
    """One address: what it takes, what it answers with, and the shape of that. `required` parameters come first."""

    path: str
    name: str
    summary: str
    answer: Callable[[Asked], dict[str, Any]]
    shape: type[BaseModel]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    cache: str = FRESH
    cost: int = 1
    is_quick: Callable[[Request], bool] = lambda _: False

    def route(self) -> Route:
        def reply(request: Request) -> Answer:
            asked = read(request, (*self.required, *self.optional))
            said = self.answer(asked)
            links = [f'<{said["next"]}>; rel="next"'] if said.get("next") else []
            return Answer(json_content(said), JSON, release_headers(asked, links))

        path = self.path.replace("{code}", "{code:anything}")
        return Route(
            f"{listings.API}{path}",
            Door(reply, cache=self.cache, cost=self.cost, is_quick=self.is_quick),
            name=self.name,
        )


def answer_area(asked: Asked) -> dict[str, Any]:
    return listings.area_detail(area_named(asked.path_code, "path: code"))


def answer_figure(asked: Asked) -> dict[str, Any]:
    return _figure(asked, asked.area(), asked.period()).as_json()


def is_counted_now(request: Request) -> bool:
    """Whether the question can only be a sum of counts in memory: nothing modelled, no older release to open."""
    asked = request.scope["query_string"]
    return b"unrecorded" not in asked and b"release" not in asked and b"%" not in asked.replace(b"%2B", b"")


def answer_figures(asked: Asked) -> dict[str, Any]:
    """A figure for each area; their period and question are the same."""
    period = asked.period()
    found = areas_asked(asked, period)
    return listings.page_of(asked, "figures", found, lambda area: _figure(asked, area, period).as_json())


def _figure(asked: Asked, area: Area, period: Period) -> Figure:
    crime, measure, spread = (asked.choice(name) or "" for name in ("crime", "measure", "spread"))
    return figure(asked.library, area.code, period, crime, measure, asked.choice("inspection"), spread)


def answer_series(asked: Asked) -> dict[str, Any]:
    """Recorded crime in every published month, with the reason where there is no value."""
    library, area, crime = asked.library, asked.area(), asked.choice("crime") or ""
    counts = monthly_counts(library.record, area, crime)
    coverage, rows = library.record.coverage, []
    for month, status in zip(coverage.month, coverage.status, strict=True):
        reason = why_withheld(library, area, Period(month, month), crime)
        value = None if reason else int(counts[month])
        rows.append({"month": month, "value": value, "status": status, "reason": reason or None})
    return {
        "area": listings.area_name(area),
        "crime": crime,
        "measure": "recorded",
        "months": rows,
        "caveats": [
            *sentences.caveats_for(area, crime, None, 0),
            lasting_words(library.record.supplied_months[-1]),
        ],
        "sources": [vars(source) for source in library.sources("crime_counts", "lsoas")],
        "release": library.release,
    }


def answer_settling(asked: Asked) -> dict[str, Any]:
    library = asked.library
    first = maturing.ripening(library)
    rows = maturing.settling_table(library).to_dict("records")
    return {
        "sentence": first.sentence if first else maturing.NONE_HELD,
        "rows": [row | {"outcome": row["outcome"] or None} for row in rows],
        "sources": [vars(source) for source in library.sources("outcome_counts")],
        "release": library.release,
    }


def answer_search(asked: Asked) -> dict[str, Any]:
    wanted = asked.needed("q")
    found = search(bootstrap.library(), wanted, elsewhere)
    return {
        "q": wanted,
        "area": listings.area_row(found.area) if found.area else None,
        "others": [listings.area_row(area) for area in found.others],
        "choices": [{"code": offer.area.code, "words": offer.words} for offer in found.choices],
        "printed": [vars(one) for one in found.printed],
        "sentence": found.sentence,
        "release": bootstrap.library().release,
    }


ENDPOINTS = (
    Endpoint("/areas", "areas", "Areas, by level or by the area they lie in.",
             listings.areas, shapes.Areas, optional=("level", "parent", "limit", "offset")),
    Endpoint("/areas/{code}", "area", "One area: what it lies in, what lies in it, what is held.",
             answer_area, shapes.AreaDetail),
    Endpoint("/figure", "figure", "One figure with its range, basis, sentence, caveats and sources.",
             answer_figure, shapes.FigureShape, ("area", "from", "to"), QUESTION[2:], is_quick=is_counted_now),
    Endpoint("/figures", "figures", "The same figure for many areas, by level or by list.",
             answer_figures, shapes.Figures, ("from", "to"),
             ("level", "areas", *QUESTION[2:], "limit", "offset"), cost=10),
    Endpoint("/series", "series", "Recorded crime month by month; a missing month is null and says why.",
             answer_series, shapes.Series, ("area",), ("crime", "release")),
    Endpoint("/compare", "compare", "Two areas, or two periods of one area, month by month, with the sentence that compares them.",
             answer_compare, Two, ("area", "with", "from", "to"), ("crime", "release"), cost=5),
    Endpoint("/settling", "settling", "What was known of a month's outcomes in an earlier and in a later copy of its file.",
             answer_settling, release_shapes.Settling, optional=("release",)),
    Endpoint("/inspections", "inspections", "Inspections of crime recording and what each found.",
             lambda _: listings.inspections(), shapes.Inspections),
    Endpoint("/statements", "statements", "What was found and what was said, oldest first, each with its source.",
             listings.statements, shapes.Statements, optional=("area", "topic", "side", "limit", "offset")),
    Endpoint("/claims", "claims", "Figures in circulation, each with a sentence that can be printed and what it rests on.",
             listings.claims, release_shapes.Claims, optional=("release", "limit", "offset")),
    Endpoint("/quote", "quote", "A claim, finding, force's rate, outcomes, comparison or exchange, with its citations and checksum.",
             quotes.as_json, release_shapes.Quote, ("of", "id"), ("from", "to", "than", "crime", "release")),
    Endpoint("/verify", "verify", "Whether a printed sentence, a link or a checksum is ours: the same today, changed since, or not ours.",
             answer_verify, VerdictShape, ("text",), cache=NEVER_STORED, cost=10),
    Endpoint("/releases", "releases", "Every release, newest first: months, tables with hashes, what it changed and why.",
             lambda _: listings.releases(), release_shapes.Releases),
    Endpoint("/search", "search", "The area a postcode or a name means, and claims and exchanges that hold what is asked.",
             answer_search, release_shapes.FoundShape, ("q",), cache=NEVER_STORED),
)  # fmt: skip


@Once
def document() -> bytes:
    return json_content(build_document(ENDPOINTS))


def describe(request: Request) -> Answer:
    read(request, ())
    return Answer(document(), JSON)


def no_such_address(request: Request) -> Answer:
    raise not_found(
        "address", f"there is nothing at '{shown(request.url.path)}'", "path",
        f"The addresses are listed at {listings.API}/openapi.json.",
    )  # fmt: skip


ROUTES: list[BaseRoute] = [
    *(endpoint.route() for endpoint in ENDPOINTS),
    Route(f"{listings.API}/openapi.json", Door(describe), name="openapi"),
    Route("/api", Door(no_such_address), name="api"),
    Route("/api/{rest:anything}", Door(no_such_address), name="nothing"),
]
