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
    lacking = [each for each in look_at_settings(settings) if each.state != "ok"]
    return [*lacking, *(checked for applies, checked in _rules(settings) if applies)]


def _rules(settings: Settings) -> tuple[tuple[bool, Checked], ...]:
    """What would be said of each thing that can contradict, and whether it does."""
    broken = next((number for number, key in enumerate(_keys(settings), start=1) if not _is_key(key)), None)
    public, mail, issuer = map(urlsplit, (settings.public_url, settings.smtp_url, settings.oidc_issuer))
    return (
        (
            broken is not None,
            Checked("keys", "fault", f"Key {broken} in {PREFIX}SECRET_KEYS is not a key.",
                    "Make one with: portal config new-key"),
        ),
        (
            public.scheme == "http" and public.hostname not in AT_HOME,
            Checked("address", "fault",
                    f"{PREFIX}PUBLIC_URL begins with http:, so cookies at the desk can be read on the way.",
                    "Put TLS in front and write https:// there."),
        ),
        (
            mail.scheme == "smtp" and mail.hostname not in AT_HOME,
            Checked("mail", "note", f"{PREFIX}SMTP_URL sends mail in clear to another machine.",
                    "Use smtp+starttls:// or smtps://."),
        ),
        (
            bool(settings.mail_from) and not settings.smtp_url,
            Checked("mail", "note", f"{PREFIX}MAIL_FROM is set without {PREFIX}SMTP_URL, so no mail is sent.",
                    "Set both or neither."),
        ),
        (
            bool(settings.oidc_issuer) and issuer.scheme != "https" and issuer.hostname not in AT_HOME,
            Checked("sign-in", "fault",
                    f"{PREFIX}OIDC_ISSUER is not an https address, so anybody between could sign in.",
                    "Use the provider's https address."),
        ),
        (
            bool(settings.oidc_client_id) and not settings.oidc_issuer,
            Checked("sign-in", "note",
                    f"{PREFIX}OIDC_CLIENT_ID is set without {PREFIX}OIDC_ISSUER, so people sign in with passwords.",
                    "Set all three or none."),
        ),
    )  # fmt: skip


def _keys(settings: Settings) -> list[str]:
    return [key.strip() for key in settings.secret_keys.split(",") if key]


def _is_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True
