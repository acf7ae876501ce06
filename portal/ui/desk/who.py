"""Who is signed in at this very moment, asked of the database; nothing of it is kept between two messages."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.errors import SignInRefused
from portal.services.desk import cookie as desk_cookie
from portal.services.desk import sign_in


def by_provider() -> bool:
    return bool(bootstrap.settings().oidc_issuer)


def actor_now() -> Actor:
    """Raises SignInRefused, with an empty sentence where nobody has signed in yet."""
    gate = bootstrap.gate()
    if not by_provider():
        return sign_in.actor_by_token(gate, local_token())
    if st.user.is_logged_in:
        return sign_in.actor_by_claims(gate, st.user.to_dict())
    raise SignInRefused("")


def local_token() -> str:
    name = desk_cookie.session_cookie(bootstrap.settings().public_url)
    signed = st.context.cookies.get(name, "")
    return desk_cookie.read(bootstrap.gate().reports, desk_cookie.SESSION_COOKIE, signed)
