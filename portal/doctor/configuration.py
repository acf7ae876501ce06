"""Every setting of this process: what it is, where it is from, what is missing, what contradicts. Secrets are not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from portal.doctor.findings import Checked
from portal.doctor.machine import look_at_settings
from portal.settings import MEANINGS, PREFIX, RECIPES, Settings

SECRET = ("DATABASE_URL", "SECRET_KEYS", "SMTP_URL", "OIDC_CLIENT_SECRET")
AT_HOME = ("localhost", "127.0.0.1", "::1")

HEADING = """# Settings of the service: one a line, NAME=value, no quotes around the value. Take the # away from the lines you set.
# For root and the service's user alone: chown root:portal, chmod 640. 'portal config check' says what is in force.
"""


@dataclass(frozen=True)
class Setting:
    """One setting in force. `shown` is its value, or that there is one where it can hold a password or a key."""

    name: str
    shown: str
    is_given: bool


def settings_in_force(settings: Settings, environment: Mapping[str, str]) -> list[Setting]:
    found = []
    for name in MEANINGS:
        value = str(getattr(settings, name.lower()))
        shown = ("set, not shown" if value else "empty") if name in SECRET else value or "empty"
        found.append(Setting(PREFIX + name, shown, PREFIX + name in environment))
    return found


def sample() -> str:
    """A file of every setting, each with its meaning, how to come by it, and its default."""
    plain, told = Settings(), [HEADING]
    for name, meaning in MEANINGS.items():
        recipe = f"# {RECIPES[name]}\n" if name in RECIPES else ""
        told.append(
            f"# {meaning[0].upper()}{meaning[1:]}.\n{recipe}#{PREFIX}{name}={getattr(plain, name.lower())}\n"
        )
    return "\n".join(told)


def look_at_configuration(settings: Settings) -> list[Checked]:
    """What a public copy lacks, and what does not go together."""
    found = [each for each in look_at_settings(settings) if each.state != "ok"]
    return [*found, *_keys(settings), *_address(settings), *_mail(settings), *_sign_in(settings)]


def _keys(settings: Settings) -> list[Checked]:
    for number, key in enumerate(filter(None, settings.secret_keys.split(",")), start=1):
        try:
            Fernet(key.strip())
        except ValueError:
            return [
                Checked(
                    "keys",
                    "fault",
                    f"Key {number} in {PREFIX}SECRET_KEYS is not a key.",
                    "Make one with: portal config new-key",
                )
            ]
    return []


def _address(settings: Settings) -> list[Checked]:
    address = urlsplit(settings.public_url)
    if address.scheme == "http" and address.hostname not in AT_HOME:
        return [
            Checked(
                "address",
                "fault",
                f"{PREFIX}PUBLIC_URL begins with http:, so cookies at the desk can be read on the way.",
                "Put TLS in front and write https:// there.",
            )
        ]
    return []


def _mail(settings: Settings) -> list[Checked]:
    server = urlsplit(settings.smtp_url)
    if server.scheme == "smtp" and server.hostname not in AT_HOME:
        return [
            Checked(
                "mail",
                "note",
                f"{PREFIX}SMTP_URL sends mail in clear to another machine.",
                "Use smtp+starttls:// or smtps://.",
            )
        ]
    if settings.mail_from and not settings.smtp_url:
        return [
            Checked(
                "mail",
                "note",
                f"{PREFIX}MAIL_FROM is set without {PREFIX}SMTP_URL, so no mail is sent.",
                "Set both or neither.",
            )
        ]
    return []


def _sign_in(settings: Settings) -> list[Checked]:
    issuer = urlsplit(settings.oidc_issuer)
    if settings.oidc_issuer and issuer.scheme != "https" and issuer.hostname not in AT_HOME:
        return [
            Checked(
                "sign-in",
                "fault",
                f"{PREFIX}OIDC_ISSUER is not an https address, so anybody between could sign in.",
                "Use the provider's https address.",
            )
        ]
    if settings.oidc_client_id and not settings.oidc_issuer:
        return [
            Checked(
                "sign-in",
                "note",
                f"{PREFIX}OIDC_CLIENT_ID is set without {PREFIX}OIDC_ISSUER, so people sign in with passwords.",
                "Set all three or none.",
            )
        ]
    return []
