"""The pages with scripts as they are first sent: worked out once for an address, packed once, and answered from memory."""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import anyio.to_thread
import brotli
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal import bootstrap
from portal.api.answers import is_known
from portal.api.first.ahead import ahead
from portal.api.first.parts import First
from portal.api.first.places import landing, place
from portal.api.first.statements import both_sides, check
from portal.api.shell import Shell
from portal.bootstrap import address
from portal.domain.site import PAGE_NAMES, SITE_PAGES
from portal.errors import PortalError
from portal.markup import Markup, render
from portal.services.library.library import Library
from portal.services.library.selection import KEYS
from portal.services.search.titles import is_landing

log = logging.getLogger(__name__)
# Whatever stands between keeps it for minutes and asks again; a browser asks each time, which costs it a 304.
SHARED = "public, max-age=0, s-maxage=300"
# What of an address a first page depends on. Everything else changes nothing, and must not fill the memory.
_ASKED = (*KEYS, "thread", "release")
_LONGEST = 60
_MENU = tuple(page for page in SITE_PAGES if page.in_menu)


class PageName(Convertor[str]):
    """The name of a page, or nothing for the first."""

    regex = "(?:" + "|".join(PAGE_NAMES) + ")"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page_name", PageName())


@dataclass(frozen=True)
class Packed:
    """One page, packed both ways; it is unpacked for the few who ask for it plain."""

    br: bytes
    gz: bytes
    tag: str

    def response(self, accepted: str) -> Response:
        headers = {"Cache-Control": SHARED, "Vary": "Accept-Encoding", "ETag": self.tag}
        if "br" in accepted:
            return Response(self.br, headers=headers | {"Content-Encoding": "br"}, media_type="text/html")
        if "gzip" in accepted:
            return Response(self.gz, headers=headers | {"Content-Encoding": "gzip"}, media_type="text/html")
        return Response(gzip.decompress(self.gz), headers=headers, media_type="text/html")


def first_of(library: Library, name: str, asked: Mapping[str, str]) -> First | None:
    """The first page of an address; None where there is none to give."""
    if name == "":
        return landing(library, asked) if is_landing(asked) else place(library, asked)
    made: dict[str, Callable[[Library, Mapping[str, str]], First | None]] = {
        "both-sides": both_sides,
        "check": check,
    }
    return made[name](library, asked) if name in made else None


def page_of(library: Library, name: str, first: First) -> Markup:
    strap = render("strap.html", force=library.force.name)
    return render("first/page.html", menu=_MENU, name=name, strap=strap, body=first.body, kind=first.kind)


def shell_route(shell: Shell, static: Path) -> Route:
    """`static`: the folder of the framework's page."""

    @lru_cache(maxsize=600)
    def packed(at: str, release: str, name: str, asked: tuple[tuple[str, str], ...], today: date) -> Packed:
        first = _safely(name, dict(asked))
        text = shell.bare()
        if first:
            links = ahead(first, static, shell.index_html)
            text = shell.with_first(first, page_of(bootstrap.library(), name, first), links, at)
        content = text.encode()
        tag = f'W/"{release}-{hashlib.sha256(content).hexdigest()[:16]}"'
        return Packed(brotli.compress(content, quality=9), gzip.compress(content, 9, mtime=0), tag)

    async def answer(request: Request) -> Response:
        address.remember(request.headers.get("host", ""))
        given = request.query_params
        asked = tuple((key, given[key][:_LONGEST]) for key in _ASKED if key in given)
        try:
            release = bootstrap.library().release
        except PortalError:
            # The page itself says what is the matter.
            return Response(shell.bare(), headers={"Cache-Control": "no-cache"}, media_type="text/html")
        made = await anyio.to_thread.run_sync(
            packed, address.root(), release, request.path_params["page"], asked, bootstrap.now().date()
        )
        if is_known(made.tag, request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers={"Cache-Control": SHARED, "ETag": made.tag})
        return made.response(request.headers.get("accept-encoding", ""))

    return Route("/{page:page_name}", answer, name="shell")


def _safely(name: str, asked: dict[str, str]) -> First | None:
    """None where the page with scripts has to say what is the matter, or shows an older release."""
    try:
        if asked.get("release", "") not in ("", bootstrap.library().release):
            return None
        return first_of(bootstrap.library(), name, asked)
    except PortalError:
        return None
    except Exception:
        log.exception("a first page cannot be made")
        return None
