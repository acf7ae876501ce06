"""How every answer leaves: one door with a fair share for everyone, entity tags, caching, HEAD, and faults in one shape."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio.to_thread
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from portal import bootstrap
from portal.api import fairness
from portal.api.faults import Fault, damaged, from_bad_request, unexpected
from portal.bootstrap import address
from portal.domain.at_hand import folder, rooted
from portal.errors import BadRequest, TableBreaksContract

log = logging.getLogger(__name__)

# Short, so that a new release or a corrected sentence is seen soon; asking again costs a 304.
FRESH = "public, max-age=300"
# A search may hold a reader's postcode.
NEVER_STORED = "no-store"
ANYONE_MAY_READ = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"ETag, Link, Release-Note, Data-Note, {', '.join(fairness.NAMES)}",
}
READING = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Access-Control-Allow-Methods": READING,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": READING,
}
JSON = "application/json"


class Anything(Convertor[str]):
    """The rest of a path, whatever it holds. Starlette's own `path` stops at a line break and answers in its own words."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", Anything())


@dataclass(frozen=True)
class Answer:
    """Finished content. `headers` are added to the usual ones."""

    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


def json_content(value: Any) -> bytes:
    """Compact UTF-8. Raises ValueError on a number that JSON does not have, rather than write one."""
    text = json.dumps(
        _rooted(value) if folder() else value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return text.encode("utf-8", "replace")


def _rooted(value: Any) -> Any:
    """An answer with each address from the root made one of the force at hand."""
    if isinstance(value, str):
        return rooted(value) if value.startswith("/") else value
    if isinstance(value, Mapping):
        # What was asked is given back as it was.
        return {name: each if name == "q" else _rooted(each) for name, each in value.items()}
    return [_rooted(each) for each in value] if isinstance(value, list | tuple) else value


def fault_as_json(fault: Fault) -> Answer:
    return Answer(json_content(fault.as_json()), JSON)


@dataclass(frozen=True, eq=False)
class Door:
    """A route for reading. `answer` runs in a thread; `fault` shapes what cannot be answered.

    `cost` is what one question takes from the asker's minute. `is_quick` tells the questions that take less than a
    thread does to hand over: they are answered where they arrive.
    """

    answer: Callable[[Request], Answer]
    fault: Callable[[Fault], Answer] = fault_as_json
    cache: str = FRESH
    cost: int = 1
    is_quick: Callable[[Request], bool] = lambda _: False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**ANYONE_MAY_READ, **PREFLIGHT})
        left: dict[str, str] = {}
        try:
            left = fairness.take(request.client.host if request.client else "", self.cost)
            if request.method not in ("GET", "HEAD"):
                raise Fault(405, "method_not_allowed", "This portal's API is for reading.",
                            f"method: {request.method[:20]}", "Use GET or HEAD.")  # fmt: skip
            address.remember(request.headers.get("host", ""))
            if self.is_quick(request):
                answer = self.answer(request)
            else:
                answer = await anyio.to_thread.run_sync(self.answer, request)
        except Fault as fault:
            return self._refusal(fault, left)
        except BadRequest as error:
            return self._refusal(from_bad_request(error, "query"), left)
        except TableBreaksContract as error:
            log.error("a route cannot answer: %s", error)
            return self._refusal(damaged(), left)
        except Exception:
            log.exception("an API route failed")
            return self._refusal(unexpected("server"), left)
        return self._send(request, answer, left)

    def _refusal(self, fault: Fault, left: dict[str, str]) -> Response:
        answer = self.fault(fault)
        allowed = {"Allow": READING} if fault.status == 405 else {}
        headers = {**_usual("no-store"), **answer.headers, **allowed, **left, **fault.headers}
        return Response(answer.content, fault.status, headers, answer.media_type)

    def _send(self, request: Request, answer: Answer, left: dict[str, str]) -> Response:
        tag = entity_tag(answer.content)
        headers = {**_usual(self.cache), **left, **answer.headers, "ETag": tag}
        if is_known(tag, request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        return Response(answer.content, 200, headers, answer.media_type)


def _usual(cache: str) -> dict[str, str]:
    return {**ANYONE_MAY_READ, "Cache-Control": cache, "X-Content-Type-Options": "nosniff"}


def release_held() -> str:
    """The release of the force at hand; empty where its tables are damaged, which the answer itself says."""
    try:
        return bootstrap.library().release
    except TableBreaksContract:
        return ""


def entity_tag(content: bytes) -> str:
    """The release and a hash of the answer itself, so that a corrected sentence is never taken for the old one.

    Weak, because the same answer may be sent packed or plain.
    """
    return f'W/"{release_held()}-{hashlib.sha256(content).hexdigest()[:16]}"'


def is_known(tag: str, sent: str) -> bool:
    """Whether If-None-Match names the tag; weak comparison, as the standard asks for reading."""
    offered = {part.strip().removeprefix("W/") for part in sent.split(",")}
    return "*" in offered or tag.removeprefix("W/") in offered
