"""Where a reader came to this site: the host of the request, where this server answers to it."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.requests import Request

from portal import bootstrap
from portal.domain.site import address_at

_HERE: ContextVar[str] = ContextVar("root", default="")


def root() -> str:
    """The address of this site without a path: that of the request being answered, else the one that is set."""
    return _HERE.get() or bootstrap.settings().public_url.rstrip("/")


def remember(request: Request) -> None:
    """Keeps the request's address while it is answered. A host this server does not answer to changes nothing."""
    _HERE.set(address_at(bootstrap.settings().public_url, request.headers.get("host", "")))
