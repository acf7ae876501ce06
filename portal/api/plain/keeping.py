"""What a browser keeps for the plain pages of writing in: a form's token, and a draft that only this server can read.

A draft is kept under its own path, so that two tabs hold two drafts; in pieces, because a cookie holds 4 KB at most; and
for two hours from the last press. Nothing of it is ever in an address.
"""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import Response

from portal import bootstrap

HERE = "/write"
SECONDS, FORM_SECONDS = 2 * 3600, 12 * 3600
FORM = "write_form"
_PIECE = 3800
# Larger than any message that may be sent; the server and nginx take requests of this size.
MOST = 48_000


def _is_https() -> bool:
    return bootstrap.settings().public_url.startswith("https://")


def _named(use: str) -> str:
    """Over https under a name that a browser takes over https alone."""
    return f"__Secure-{use}" if _is_https() else use


def _set(response: Response, use: str, text: str, path: str, seconds: int, same_site: str) -> None:
    response.set_cookie(
        _named(use), text, max_age=seconds, path=path, httponly=True, secure=_is_https(), samesite=same_site  # type: ignore[arg-type]
    )  # fmt: skip


def form_token(request: Request) -> str:
    """The token that every form carries: that of this browser, or a new one. All its tabs have the same."""
    held = request.cookies.get(_named(FORM), "")
    return held if _is_ours(held) else bootstrap.cipher().seal(FORM, secrets.token_hex(16))


def _is_ours(token: str) -> bool:
    return bool(bootstrap.cipher().unseal(FORM, token, FORM_SECONDS))


def keep_form_token(request: Request, response: Response, token: str) -> None:
    if request.cookies.get(_named(FORM)) != token:
        # Lax: who comes by a link of another site keeps the token that their other tabs have. No foreign form carries it.
        _set(response, FORM, token, HERE, FORM_SECONDS, "lax")


def is_own_form(request: Request, given: str) -> bool:
    """Whether the form came from a page of ours in this browser, and not from another site."""
    held = request.cookies.get(_named(FORM), "")
    return bool(held) and secrets.compare_digest(held.encode(), given.encode()) and _is_ours(held)


def new_number() -> str:
    """Names a draft in its address. It opens nothing without the cookie. Small letters, as all our addresses."""
    return secrets.token_hex(8)


def kept(request: Request, path: str) -> str:
    """What was kept under this path; empty when it is too old, changed, or of another path."""
    first = request.cookies.get(_named("kept0"), "")
    count, _, begun = first.partition(".")
    if not count.isdecimal() or int(count) * _PIECE > 2 * MOST:
        return ""
    rest = [request.cookies.get(_named(f"kept{at}"), "") for at in range(1, int(count))]
    return bootstrap.cipher().unseal(path, "".join([begun, *rest]), SECONDS)


def keep(request: Request, response: Response, path: str, text: str) -> bool:
    """Keeps the text in place of what was there. False, and nothing changed, when it is more than a browser can send."""
    sealed = bootstrap.cipher().seal(path, text)
    if len(sealed) > MOST:
        return False
    pieces = [sealed[at : at + _PIECE] for at in range(0, len(sealed), _PIECE)]
    for at, piece in enumerate(pieces):
        _set(response, f"kept{at}", piece if at else f"{len(pieces)}.{piece}", path, SECONDS, "strict")
    _drop_from(request, response, path, len(pieces))
    return True


def drop(request: Request, response: Response, path: str) -> None:
    _drop_from(request, response, path, 0)


def _drop_from(request: Request, response: Response, path: str, first: int) -> None:
    for at in range(first, 2 * MOST // _PIECE):
        if _named(f"kept{at}") in request.cookies:
            response.delete_cookie(
                _named(f"kept{at}"), path=path, secure=_is_https(), httponly=True, samesite="strict"
            )
