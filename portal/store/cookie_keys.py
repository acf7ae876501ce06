"""What signs the framework's cookies, made from the keys in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal.settings import Settings
from portal.store.crypto import keyed_hash, keys_in_file, parse_keys


def cookie_secret(settings: Settings, key_file: Path) -> str:
    """What signs Streamlit's cookies: the same in every process with the same keys. Empty where there are no keys yet."""
    if not settings.secret_keys and not key_file.exists():
        return ""
    first, *_ = parse_keys(settings.secret_keys) or keys_in_file(key_file)
    return keyed_hash(first.encode(), "cookies of the pages", "")


def sign_in_secrets(settings: Settings, key_file: Path) -> dict[str, Any]:
    """What Streamlit's own sign-in needs; empty where no identity provider is set and local accounts are used."""
    if not settings.oidc_issuer:
        return {}
    first_key = (parse_keys(settings.secret_keys) or keys_in_file(key_file))[0]
    return {
        "auth": {
            "redirect_uri": settings.public_url.rstrip("/") + "/oauth2callback",
            # The same on every replica, and not to be told from any other hash.
            "cookie_secret": keyed_hash(first_key.encode(), "sign-in cookie", ""),
            "client_id": settings.oidc_client_id,
            "client_secret": settings.oidc_client_secret,
            "server_metadata_url": settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        }
    }
