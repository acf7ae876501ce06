"""The cookie of a local session and the token of the sign-in form: signed, dated, and nothing to read in them."""

from __future__ import annotations

from urllib.parse import urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.domain.desk.account import LONGEST
from portal.services.reports.wiring import Reports

SESSION_COOKIE, FORM_COOKIE = "desk_session", "desk_form"
# What a browser holds only from this very host, over HTTPS and for every path; no neighbour of ours can set it.
HOST_ONLY = "__Host-"
FORM_SECONDS = 3600


def cookie_name(use: str, public_url: str) -> str:
    """Under which name a browser keeps it. Each of several forces of one site has its own."""
    force = urlsplit(public_url).path.strip("/")
    return (HOST_ONLY if public_url.startswith("https://") else "") + use + (f"-{force}" if force else "")


def session_cookie(public_url: str) -> str:
    return cookie_name(SESSION_COOKIE, public_url)


def _signer(reports: Reports, use: str) -> URLSafeTimedSerializer:
    # The store's own key, so that every replica signs alike and no setting is needed.
    return URLSafeTimedSerializer(reports.store.keyed_hash("cookie", use), salt=use)


def sign(reports: Reports, use: str, text: str) -> str:
    return _signer(reports, use).dumps(text)


def read(reports: Reports, use: str, signed: str) -> str:
    """What was signed for this use; empty when the signature or its age is not right."""
    longest = LONGEST.total_seconds() if use == SESSION_COOKIE else FORM_SECONDS
    try:
        return str(_signer(reports, use).loads(signed, max_age=int(longest)))
    except BadSignature:
        return ""
