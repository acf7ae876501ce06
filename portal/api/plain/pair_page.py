"""Two areas, or two periods of one area, on one chart without scripts: a plain page, a picture, and the rows as a file."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.parameters import Asked, read, release_headers
from portal.api.plain.html_pages import POLICY, fault_as_html, render
from portal.api.two import lasting_path, pair_asked
from portal.bootstrap.address import root
from portal.figures.figure_picture import HEIGHT, WIDTH, as_png
from portal.figures.trends.pair_marks import marks_of
from portal.figures.trends.pair_picture import marked, pair_picture
from portal.services.checking.citing import cited_link
from portal.services.checking.pair import Pair
from portal.services.checking.pair_rows import modelled_of, pair_rows, table_of
from portal.services.files.file_formats import as_csv

KEYS = ("area", "with", "from", "to", "crime", "release")


def _drawn(asked: Asked, shown: Pair) -> str:
    return pair_picture(shown, marks_of(shown, asked.library.events), cited_link(root(), lasting_path(shown)))


def svg(request: Request) -> Answer:
    asked = read(request, KEYS)
    # Opened on its own, a picture runs nothing.
    drawn = _drawn(asked, pair_asked(asked))
    return Answer(drawn.encode(), "image/svg+xml", {"Content-Security-Policy": POLICY})


def png(request: Request) -> Answer:
    asked = read(request, KEYS)
    return Answer(as_png(_drawn(asked, pair_asked(asked))), "image/png")


def csv(request: Request) -> Answer:
    asked = read(request, KEYS)
    shown = pair_asked(asked)
    name = f"{shown.file_name}-{shown.release}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **release_headers(asked)}
    return Answer(as_csv(pair_rows(shown)), "text/csv; charset=utf-8", headers)


def page(request: Request) -> Answer:
    asked = read(request, KEYS)
    shown, release = pair_asked(asked), asked.text("release") or ""
    query = shown.asked.query(release)
    values = {
        "title": shown.title,
        "description": shown.short,
        "canonical": f"{root()}/compare?{query}",
        "image": {"address": f"{root()}/compare.png?{query}", "width": WIDTH, "height": HEIGHT, "words": shown.words},
        "shown": shown,
        "marked": marked(shown),
        "months": table_of(shown),
        "modelled": modelled_of(shown),
        "query": query,
        "frozen": shown.asked.query(shown.release),
        "release": shown.release,
        "release_note": bootstrap.library_of(release).note,
        "path": f"/compare?{shown.asked.query()}",
    }  # fmt: skip
    return render("pair.html", values)


ROUTES: list[BaseRoute] = [
    Route("/compare", Door(page, fault_as_html), name="pair-page"),
    Route("/compare.svg", Door(svg), name="pair-svg"),
    Route("/compare.png", Door(png, cost=5), name="pair-png"),
    Route("/download/compare.csv", Door(csv), name="pair_file"),
]
