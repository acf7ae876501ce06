"""The routes beside the pages: files the browser keeps for ever, and whether the portal is well."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal import bootstrap
from portal.api import alerts, briefs, desk_door, downloads, feeds, v1
from portal.api.connection.packing import FOREVER, PACKS, takes_brotli
from portal.api.plain import (
    claim_page,
    figure_page,
    html_pages,
    map_page,
    pair_page,
    plain_pages,
    quote_page,
    said_page,
    write_follow,
    write_page,
)
from portal.api.watching import alive, ready
from portal.markup import app_style_version, app_stylesheet, style_version, stylesheet
from portal.markup.fonts import cut_face, served
from portal.services.search.suggestions import suggestions


def nothing_here() -> Response:
    return Response("There is nothing at this address.\n", status_code=404, media_type="text/plain")


async def map_file(request: Request) -> Response:
    """One immutable file, packed as the browser takes it; 404 for any other name."""
    file = bootstrap.map_files().by_path.get(request.url.path)
    if file is None:
        return nothing_here()
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    accepted = request.headers.get("accept-encoding", "")
    if file.policy:
        headers["Content-Security-Policy"] = file.policy
    if takes_brotli(accepted):
        smaller = PACKS.packed(request.url.path.rpartition("/")[2], file.plain)
        if smaller is not None:
            headers["Content-Encoding"] = "br"
            return Response(smaller, headers=headers, media_type=file.media_type)
        headers["X-Accel-Expires"] = "60"
    if "gzip" in accepted:
        headers["Content-Encoding"] = "gzip"
        return Response(file.packed, headers=headers, media_type=file.media_type)
    return Response(file.plain, headers=headers, media_type=file.media_type)


async def page_style(request: Request) -> Response:
    """The stylesheet of the pages that refuse."""
    return _style(request, stylesheet(), style_version())


async def app_style(request: Request) -> Response:
    """The stylesheet of the pages with scripts."""
    return _style(request, app_stylesheet(), app_style_version())


def _style(request: Request, content: str, version: str) -> Response:
    """Packed as the browser takes it. A page from before an upgrade gets today's, and asks again."""
    is_named = request.path_params["version"] == version
    headers = {"Cache-Control": FOREVER if is_named else "no-cache", "Vary": "Accept-Encoding"}
    if is_named and takes_brotli(request.headers.get("accept-encoding", "")):
        packed = PACKS.packed(f"style-{version}.css", content.encode())
        if packed is not None:
            return Response(packed, headers=headers | {"Content-Encoding": "br"}, media_type="text/css")
        headers["X-Accel-Expires"] = "60"
    return Response(content, headers=headers, media_type="text/css")


async def face_file(request: Request) -> Response:
    """A face of the pages, by the name of what it is made of; 404 for any other name."""
    face = served().get(request.url.path)
    if face is None:
        return nothing_here()
    headers = {"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff"}
    return Response(await run_in_threadpool(cut_face, face), headers=headers, media_type="font/woff2")


async def names(request: Request) -> Response:
    """The names that a search box offers, of the release in its address for ever. Which of them somebody types is not asked."""
    held = bootstrap.library()
    is_named = request.query_params.get("release") == held.release
    offered = await run_in_threadpool(suggestions, held)
    headers = {"Cache-Control": FOREVER if is_named else "no-cache", "X-Content-Type-Options": "nosniff"}
    return JSONResponse(offered, headers=headers)


ROUTES = [
    Route("/assets/names.json", names),
    Route("/assets/page-{version}.css", page_style),
    Route("/assets/app-{version}.css", app_style),
    Route("/assets/face-{name}", face_file),
    Route("/maps/{name}", map_file),
    Route("/shapes/{name}", map_file),
    Route("/assets/{name}", map_file),
    Route("/healthz", alive),
    Route("/readyz", ready),
    *v1.ROUTES,
    *downloads.ROUTES,
    *html_pages.ROUTES,
    *desk_door.ROUTES,
    *plain_pages.ROUTES,
    *feeds.ROUTES,
    *said_page.ROUTES,
    *alerts.ROUTES,
    *figure_page.ROUTES,
    *quote_page.ROUTES,
    *briefs.ROUTES,
    *pair_page.ROUTES,
    *map_page.ROUTES,
    *claim_page.ROUTES,
    *write_page.ROUTES,
    *write_follow.ROUTES,
]
