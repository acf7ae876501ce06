"""The address a link means: one stroke too many, letters in another case, and what networks add to follow people.

A path that differs only so is answered by a redirect to the one meant; names of trackers are dropped before anything reads
them, so that they break no page and are kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_plus

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from portal.domain.site import PAGE_NAMES

TRACKERS = frozenset(
    {
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "igsh",
        "li_fat_id", "mc_cid", "mc_eid", "srsltid", "mkt_tok", "_ga", "_gl", "_hsenc", "_hsmi", "epik", "rdt_cid", "sccid",
        "vero_id", "s_cid", "cmpid", "ref_src", "ref_url", "wt.mc_id", "wickedid", "oly_anon_id", "oly_enc_id",
    }
)  # fmt: skip
PREFIXES = ("utm_", "mtm_", "pk_", "at_", "hsa_")
# What may stand in a path unescaped.
SAFE = "/:+,~@!$&'()*;="
_FIELD = re.compile(r"\{(\w+)(?::\w+)?\}")
# Addresses of files by content and of secrets: they are right to the letter or they are nothing.
_EXACT = ("/assets/", "/maps/", "/shapes/", "/alerts/", "/api/{")


def is_tracker(name: str) -> bool:
    lowered = name.lower()
    return lowered in TRACKERS or lowered.startswith(PREFIXES)


def without_trackers(query: bytes) -> bytes:
    """The query as it was sent, without what only follows people."""
    pairs = query.split(b"&")
    kept = [pair for pair in pairs if not is_tracker(unquote_plus(pair.split(b"=")[0].decode("latin-1")))]
    return query if len(kept) == len(pairs) else b"&".join(kept)


class Addresses:
    """Every public address. `code_of` gives the right spelling of an area's code, or the code itself."""

    def __init__(self, paths: Iterable[str], code_of: Callable[[str], str]) -> None:
        kept = [path for path in paths if not path.startswith(_EXACT)]
        pages = [f"/{name}" for name in PAGE_NAMES if name]
        # Those without a field come first: a field takes any text.
        self._paths = sorted(dict.fromkeys([*kept, *pages]), key=lambda path: "{" in path)
        self._patterns = [(path, _pattern(path)) for path in self._paths]
        self._code_of = code_of

    def meant(self, path: str) -> str:
        """The path as it is right; the path itself where it is no address of ours, or right already."""
        bare = path.rstrip("/")
        for address, pattern in self._patterns:
            if found := pattern.fullmatch(bare):
                given = found.groupdict()
                return _FIELD.sub(lambda field, given=given: self._right(field[1], given[field[1]]), address)  # type: ignore[misc]
        return path

    def _right(self, field: str, text: str) -> str:
        if field == "code":
            return self._code_of(text)
        if field == "name":
            code, dot, kind = text.rpartition(".")
            return f"{self._code_of(code)}{dot}{kind.lower()}" if dot else text
        return text.lower()


def _pattern(path: str) -> re.Pattern[str]:
    pieces, last = [], 0
    for field in _FIELD.finditer(path):
        pieces += [re.escape(path[last : field.start()]), rf"(?P<{field[1]}>[\s\S]+)"]
        last = field.end()
    return re.compile("".join([*pieces, re.escape(path[last:])]), re.IGNORECASE)


@dataclass(frozen=True)
class AsMeant:
    """Sends a reader on to the address meant, and hands on every question without trackers."""

    app: ASGIApp
    addresses: Addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        query = without_trackers(scope.get("query_string", b""))
        meant = self.addresses.meant(scope["path"]) if scope["method"] in ("GET", "HEAD") else scope["path"]
        if meant != scope["path"]:
            await _redirect(meant, query)(scope, receive, send)
            return
        scope["query_string"] = query
        await self.app(scope, receive, send)


def _redirect(path: str, query: bytes) -> RedirectResponse:
    answer = RedirectResponse(quote(path, safe=SAFE) + (f"?{query.decode('latin-1')}" if query else ""), 308)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def paths_of(routes: Iterable[Any]) -> list[str]:
    return [route.path for route in routes if hasattr(route, "path")]
