"""Which addresses a copy of the site holds, by the routes that answer them, and why the others are left to the site itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import parse_qs, quote, urlencode

from portal import bootstrap
from portal.api.feeds import MONTHS_FEED
from portal.api.listings import API, api_address, page_address
from portal.api.parameters import USUAL_ROWS
from portal.api.plain.area_page import frozen
from portal.domain.record.area import BEST_FIT, Area
from portal.domain.record.crime import ALL
from portal.markup import addresses_in, style_version
from portal.markup.fonts import served
from portal.measures.change import latest_complete_year
from portal.services.both_sides.claim_review import claim_path
from portal.services.both_sides.claims import claims
from portal.services.both_sides.statements import statements, threads
from portal.services.briefing.papers import BRIEF, MEETING, paper_address
from portal.services.checking.citing import query_of
from portal.services.checking.quotable import QuoteAsked
from portal.services.counted.question import Question
from portal.services.library.library import Library

FORM = "a form: what is sent has to reach somebody"
SEARCHED = "it answers what somebody types"
ASKED_FREELY = "any months and any areas may be asked for; those that the pages link to are held"
TAKEN_DOWN = "what is taken down must be gone at once, so no copy holds what people wrote"
OWN_STATE = "how the process itself is"
SCRIPTS = "drawn by scripts, inside a page that the site serves"
NOTHING = "nothing stands there"
# By the path of a route. A route that stands neither here nor among the kinds taken fails a test.
LEFT = {
    "/assets/names.json": SEARCHED,
    "/assets/app-{version}.css": SCRIPTS,
    "/maps/{name}": SCRIPTS,
    "/healthz": OWN_STATE,
    "/readyz": OWN_STATE,
    f"{API}/figures": ASKED_FREELY,
    f"{API}/verify": SEARCHED,
    f"{API}/search": SEARCHED,
    "/api": NOTHING,
    "/api/{rest:anything}": NOTHING,
    "/download/areas.{kind}": ASKED_FREELY,
    "/download/sentences.csv": ASKED_FREELY,
    **dict.fromkeys(
        ("/compare", "/compare.svg", "/compare.png", "/download/compare.csv", f"{API}/compare", "/embed/map"),
        ASKED_FREELY,
    ),
    "/find": SEARCHED,
    "/desk/sign-in": FORM,
    "/desk/sign-out": FORM,
    "/said": TAKEN_DOWN,
    "/said/{code:anything}": TAKEN_DOWN,
    "/feeds/{name:anything}": TAKEN_DOWN,
    "/alerts/confirm/{token}": FORM,
    "/alerts/stop/{token}": FORM,
    "/alerts/desk/{token}": FORM,
    "/write": FORM,
    "/write/{number}/{step}": FORM,
    "/write/follow": FORM,
    "/write/follow/{number}/{step}": FORM,
}
# Answered by the operator's settings or not at all.
MAY_BE_ABSENT = ("/.well-known/security.txt",)

_AS_IT_STANDS = (
    "/areas", "/claims", "/sitemap.xml", "/robots.txt", *MAY_BE_ABSENT, "/plain/recording", "/plain/both-sides",
    "/plain/settling", "/plain/corrections", "/plain/releases", "/feeds/corrections.atom", "/feeds/releases.atom",
    "/feeds/evidence.atom", "/download/settling.csv", "/download/everything.zip", f"{API}/openapi.json",
    f"{API}/settling", f"{API}/inspections", f"{API}/releases",
)  # fmt: skip


def _files(start: str) -> Callable[[Library], Iterable[str]]:
    return lambda _: (path for path in bootstrap.map_files().by_path if path.startswith(start))


def _paged(path: str, count: Callable[[Library], int]) -> Callable[[Library], Iterator[str]]:
    """The address without a query and those it names as its next pages."""

    def addresses(library: Library) -> Iterator[str]:
        yield path
        for offset in range(USUAL_ROWS, count(library), USUAL_ROWS):
            yield f"{path}?{urlencode({'limit': USUAL_ROWS, 'offset': offset})}"

    return addresses


def _quoted(library: Library) -> Iterator[str]:
    """Everything that can be quoted and is of no area."""
    kinds = {
        "claim": [card.claim_id for card in claims(library)],
        "inspection": list(library.audit_rows.audit_id),
        "force-rate": list(library.force_rates.rate_id),
        "exchange": [thread.thread_id for thread in threads(library)],
    }
    for of, ids in kinds.items():
        for each in ids:
            yield query_of(QuoteAsked(of, each))
            yield query_of(QuoteAsked(of, each), library.release)


def _of_quotes(path: str) -> Callable[[Library], Iterable[str]]:
    return lambda library: (f"{path}?{query}" for query in _quoted(library))


# Of no single area, by the path of the route: the addresses it is held at.
OF_THE_RELEASE: dict[str, Callable[[Library], Iterable[str]]] = {
    **{path: lambda _, path=path: (path,) for path in _AS_IT_STANDS},  # type: ignore[misc]
    "/assets/page-{version}.css": lambda _: (f"/assets/page-{style_version()}.css",),
    "/assets/face-{name}": lambda _: served(),
    "/assets/{name}": _files("/assets/"),
    "/shapes/{name}": _files("/shapes/"),
    f"{API}/areas": _paged(f"{API}/areas", lambda library: len(library.areas)),
    f"{API}/statements": _paged(f"{API}/statements", lambda library: len(statements(library))),
    f"{API}/claims": _paged(f"{API}/claims", lambda library: len(claims(library))),
    "/claim/{claim_id:anything}": lambda library: (
        frozen(claim_path(card), release) for card in claims(library) for release in ("", library.release)
    ),
    **{path: _of_quotes(path) for path in ("/quote", "/quote.svg", "/quote.png", "/embed/quote", f"{API}/quote")},
}  # fmt: skip


LINKED = ("/figure", f"{API}/figure")


def _figure(path: str) -> Callable[[Library, Area], Iterable[str]]:
    """Recorded crime of the latest complete year: as it is cited, fixed to the release, and as its place links to it."""

    def addresses(library: Library, area: Area) -> Iterable[str]:
        year = latest_complete_year(library.record)
        asked = Question(area.code, year, ALL, "recorded", "", "default")
        queries = [asked.query(), asked.query(library.release)]
        if path in LINKED:
            queries.append(urlencode({"area": area.code, "from": year.first, "to": year.last}, safe=":"))
        return (f"{path}?{query}" for query in queries)

    return addresses


def _with_children(library: Library, area: Area) -> Iterable[str]:
    if not any(each.parent_code == area.code for each in library.areas.values()):
        return ()
    return (f"{API}/areas?{urlencode({'parent': area.code}, safe=':')}",)


def _paper(kind: str) -> Callable[[Library, Area], Iterable[str]]:
    """As its place links to it, and fixed to the release. Nobody takes one small area to a meeting, and they are four in five."""

    def addresses(library: Library, area: Area) -> Iterable[str]:
        releases = () if area.level == "lsoa" else ("", library.release)
        return (paper_address(kind, area, release) for release in releases)

    return addresses


# Of each area, by the path of the route.
OF_AN_AREA: dict[str, Callable[[Library, Area], Iterable[str]]] = {
    "/area/{code:anything}": lambda library, area: (
        page_address(area), frozen(page_address(area), library.release),
    ),
    f"{MONTHS_FEED}/{{name:anything}}": lambda _, area: (f"{MONTHS_FEED}/{quote(area.code, safe=':+')}.atom",),
    **{f"{path}/{{name:anything}}": _paper(path) for path in (BRIEF, MEETING)},
    f"{API}/areas/{{code:anything}}": lambda library, area: (api_address(area), *_with_children(library, area)),
    f"{API}/series": lambda _, area: (f"{API}/series?{urlencode({'area': area.code}, safe=':')}",),
    **{path: _figure(path) for path in ("/figure", "/figure.svg", "/figure.png", "/embed/figure", f"{API}/figure")},
}  # fmt: skip

# Links of a held page that are held too, so that none of them leads out of the copy.
FOLLOWED = frozenset(
    {
        "/figure", "/figure.svg", "/figure.png", "/embed/figure", "/quote", "/quote.svg", "/quote.png", "/embed/quote",
        "/area", "/plain/both-sides", "/plain/recording", "/plain/settling", "/download/settling.csv",
        "/download/everything.zip", f"{API}/figure", f"{API}/quote", f"{API}/series", f"{API}/settling", "/claim",
    }
)  # fmt: skip


def of_the_release(library: Library) -> list[str]:
    return list(dict.fromkeys(address for kind in OF_THE_RELEASE.values() for address in kind(library)))


def of_an_area(library: Library, area: Area) -> list[str]:
    return list(dict.fromkeys(address for kind in OF_AN_AREA.values() for address in kind(library, area)))


def linked(page: str, root: str) -> Iterator[str]:
    """What a page names on this site with a query, and a copy holds too. `root` is the address that is set."""
    for found in addresses_in(page):
        address = found.removeprefix(root)
        path, _, query = address.partition("?")
        if query and "\\" not in query and path.startswith("/") and is_followed(path, query):
            yield address


def is_followed(path: str, query: str) -> bool:
    """Small areas, wards and parishes are quoted from their own pages: nobody prints the outcomes of one street, and they are most."""
    if path not in FOLLOWED and not path.startswith(("/area/", "/claim/")):
        return False
    return not ("quote" in path and parse_qs(query).get("id", [""])[0] in _small(bootstrap.library().release))


@lru_cache(maxsize=2)
def _small(release: str) -> frozenset[str]:
    return frozenset(
        area.code
        for area in bootstrap.library_of(release).areas.values()
        if area.level == "lsoa" or area.level in BEST_FIT
    )
