"""The keys in force, and what is signed with them."""

from __future__ import annotations

from typing import Any

from portal.domain.desk.account import LONGEST
from portal.settings import VAR, Settings

KEY_FILE = VAR / "secret.keys"
# The one provider, by a name: only a named one may be sent more than the framework's own words.
PROVIDER = "desk"


def in_force(settings: Settings) -> tuple[str, ...]:
    """The setting's keys, or else those of the file that a single machine makes for itself; the first encrypts."""
    from portal.store.crypto import keys_in_file, parse_keys

    return parse_keys(settings.secret_keys) or keys_in_file(KEY_FILE)


def cookie_secret(settings: Settings) -> str:
    """What signs Streamlit's cookies: the same in every process with the same keys. Empty where there are no keys yet."""
    from portal.store.crypto import keyed_hash

    if not settings.secret_keys and not KEY_FILE.exists():
        return ""
    return keyed_hash(in_force(settings)[0].encode(), "cookies of the pages", "")


def sign_in_secrets(settings: Settings) -> dict[str, Any]:
    """What Streamlit's own sign-in needs; empty where no identity provider is set and local accounts are used."""
    from portal.store.crypto import keyed_hash

    if not settings.oidc_issuer:
        return {}
    return {
        "auth": {
            "redirect_uri": settings.public_url.rstrip("/") + "/oauth2callback",
            # The same on every replica, and not to be told from any other hash.
            "cookie_secret": keyed_hash(in_force(settings)[0].encode(), "sign-in cookie", ""),
            PROVIDER: {
                "client_id": settings.oidc_client_id,
                "client_secret": settings.oidc_client_secret,
                "server_metadata_url": settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
                # Who signed in there longer ago than a session lasts here is asked again, and not sent back to be refused.
                "authorize_params": {"max_age": int(LONGEST.total_seconds())},
            },
        }
    }
