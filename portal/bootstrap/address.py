"""Where a reader came to this site: the host of the request, where this server answers to it."""

from __future__ import annotations

from contextvars import ContextVar

from portal import bootstrap
from portal.domain.site import address_at

_HERE: ContextVar[str] = ContextVar("root", default="")


def root() -> str:
    """The address of this site without a path: that of the request being answered, else the one that is set."""
    return _HERE.get() or lasting_root()


def lasting_root() -> str:
    """The address that is set, whichever a reader came by: what names a thing for good starts with it."""
    return bootstrap.settings().public_url.rstrip("/")


def remember(host: str) -> None:
    """Keeps the host asked for while a request is answered. One this server does not answer to changes nothing."""
    _HERE.set(address_at(bootstrap.settings().public_url, host))
