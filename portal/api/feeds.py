"""Atom feeds of what changes here: corrections, releases, new evidence. Those of published reports are in `said_page`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote, urlencode

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.parameters import area_named
from portal.api.plain.html_pages import fault_as_html
from portal.api.plain.plain_pages import PLAIN
from portal.bootstrap.address import lasting_root, root
from portal.bootstrap.age import freshness
from portal.domain.record.area import Area
from portal.domain.record.period import Period, month_words
from portal.domain.site import SITE
from portal.services.both_sides.statements import statements
from portal.services.counted.figure import figure
from portal.services.library import releases as log
from portal.services.library.corrections import corrections as library_corrections

ATOM = "application/atom+xml"
MONTHS_FEED = "/feeds/months"
MOST = 50


@dataclass(frozen=True)
class Entry:
    """One entry. `page` is the address on this site that it is about; it names the entry for good."""

    page: str
    title: str
    on: str
    text: str


def corrections() -> list[Entry]:
    return [
        Entry(
            f"{PLAIN}/corrections#{row['correction_id']}",
            row["place"],
            row["made_on"],
            f"It said: {row['was']}\n\nIt says now: {row['now']}\n\nWhy: {row['why']}",
        )
        for row in library_corrections(bootstrap.library())
    ]


def releases() -> list[Entry]:
    """Published ones: tables that are served and were not published yet have no day."""
    library = bootstrap.library()
    return [
        Entry(
            f"{PLAIN}/releases#{one.release}",
            f"Release {one.release}",
            one.published_on,
            "\n".join((one.why, *(log.change_sentence(change, library) for change in one.changes))),
        )
        for one in log.releases(bootstrap.release_log(), library)
        if one.published_on
    ]


def evidence() -> list[Entry]:
    """Findings and statements, those read last first."""
    listed = [said for said in statements(bootstrap.library()) if said.checked_on]
    return [
        Entry(
            f"{PLAIN}/both-sides#{said.statement_id}",
            f"{said.speaker}, {said.said_words}: {said.about}",
            said.checked_on,
            f"{said.summary}{f' “{said.quote}”' if said.quote else ''}\n\n{said.source_title}. {said.source_url}",
        )
        for said in sorted(
            listed, key=lambda one: (one.checked_on, one.said_on, one.statement_id), reverse=True
        )
    ]


def months(area: Area) -> list[Entry]:
    """Months as they came in with a release, the newest month first whenever it came, each with its figure for the area."""
    library = bootstrap.library()
    published = [one for one in log.releases(bootstrap.release_log(), library) if one.published_on]
    # What the first release held is no change of it.
    came = dict.fromkeys(library.record.supplied_months, published[-1].published_on) if published else {}
    for one in reversed(published):
        came |= {
            change.item: one.published_on
            for change in one.changes
            if change.kind == "month_added" and change.item in came
        }
    return [
        Entry(
            f"/figure?{urlencode({'area': area.code, 'from': month, 'to': month}, safe=':')}",
            f"{month_words(month)}: {area.name}",
            on,
            figure(library, area.code, Period(month, month)).sentence,
        )
        for month, on in sorted(came.items(), reverse=True)
    ]


def months_feed(request: Request) -> Answer:
    """New months of one area. Its address ends in the area's code and `.atom`."""
    code = request.path_params["name"].removesuffix(".atom")
    area = area_named(code, "path: code")
    found = months(area)[:MOST]
    made = begun(f"{SITE}: new months, {area.name}", f"{MONTHS_FEED}/{quote(area.code, safe=':+')}.atom",
                 f"/area/{quote(area.code, safe=':+')}", (_at(one.on) for one in found))  # fmt: skip
    made.subtitle(freshness().words)
    for one in found:
        add_entry(made, one.page, one.title, one.text).updated(_at(one.on))
    return Answer(made.atom_str(pretty=True), ATOM)


FEEDS: dict[str, tuple[str, str, Callable[[], Sequence[Entry]]]] = {
    "corrections": ("Corrections", f"{PLAIN}/corrections", corrections),
    "releases": ("Releases", f"{PLAIN}/releases", releases),
    "evidence": ("New evidence", f"{PLAIN}/both-sides", evidence),
}


def begun(title: str, address: str, page: str, changed: Iterable[datetime]) -> FeedGenerator:
    """A feed at `address` of what stands on `page`, as old as the newest that `changed`; without entries yet.

    A feed must have an age. One with nothing in it has that of the release it was asked of, and before any was published that of
    the asking.
    """
    made = FeedGenerator()
    made.id(f"{lasting_root()}{address}")
    made.title(title)
    made.link(href=f"{root()}{address}", rel="self", type=ATOM)
    made.link(href=f"{root()}{page}", rel="alternate", type="text/html")
    made.author(name=SITE)
    made.updated(max(changed, default=None) or _release_day() or bootstrap.now())
    return made


def _release_day() -> datetime | None:
    """The day on which the newest release was published; None before there is one."""
    days = [one.published_on for one in log.releases(bootstrap.release_log(), bootstrap.library())]
    return max((_at(day) for day in days if day), default=None)


def add_entry(made: FeedGenerator, page: str, title: str, text: str) -> FeedEntry:
    """An entry named for good by its page. `text` is never markup."""
    entry = made.add_entry(order="append")
    entry.id(f"{lasting_root()}{page}")
    entry.title(title)
    entry.link(href=f"{root()}{page}", rel="alternate", type="text/html")
    entry.content(text, type="text")
    return entry


def _feed(name: str) -> Callable[[Request], Answer]:
    title, page, entries = FEEDS[name]

    def answer(_: Request) -> Answer:
        found = list(entries())[:MOST]
        made = begun(f"{SITE}: {title}", f"/feeds/{name}.atom", page, (_at(one.on) for one in found))
        made.subtitle(freshness().words)
        for one in found:
            add_entry(made, one.page, one.title, one.text).updated(_at(one.on))
        return Answer(made.atom_str(pretty=True), ATOM)

    return answer


def _at(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)


ROUTES: list[BaseRoute] = [
    Route(f"{MONTHS_FEED}/{{name:anything}}", Door(months_feed, fault_as_html), name="feed-months"),
    *(Route(f"/feeds/{name}.atom", Door(_feed(name), fault_as_html), name=f"feed-{name}") for name in FEEDS),
]
