"""Every setting, once: name, default, meaning. Read from the environment with the prefix PORTAL_."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from portal.errors import BadSetting

PREFIX = "PORTAL_"
ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
# Forces made by `portal force new`, each in a folder of its own.
FORCES = ROOT / "forces"
# Set by the test command and read by tests alone; the portal itself never looks at them.
TEST_PREFIX = "PORTAL_TEST_"

MEANINGS = {
    "FORCE": "a force made by `portal force new`, whose folder in FORCES_DIR is served; empty is the two folders below",
    "FORCES": "more forces made by `portal force new`, each served below its own name; separated by commas",
    "FORCES_DIR": "the folder that `portal force new` puts forces in",
    "DATA_DIR": "the folder of committed tables",
    "GEODATA_DIR": "the folder of committed shapes and postcodes",
    "DATABASE_URL": "where reports are kept: sqlite:///… or postgresql://…; empty is portal.db in var/",
    "BACKUP_DIR": "the folder that backups go to and that `portal doctor` looks at; empty is backup/ in var/",
    "SECRET_KEYS": "Fernet keys that encrypt reports, first one first, separated by commas; empty is a file in var/, for SQLite only",
    "SMTP_URL": "the mail server, as smtp://, smtp+starttls:// or smtps://; empty sends no mail and asks nobody to expect any",
    "MAIL_FROM": "the sender of mail about reports",
    "TILES": "`none`, or the address template of a tile server that the operator chooses to contact",
    "PUBLIC_URL": "the address readers use, for links that leave the page",
    "API_LIMIT": "requests a minute that one address may make of the API and the plain pages; 0 is no limit",
    "OIDC_ISSUER": "the identity provider that signs people in at the desk, as https://…; empty uses local accounts with passwords",
    "OIDC_CLIENT_ID": "the portal's own name at the identity provider",
    "OIDC_CLIENT_SECRET": "the portal's own secret at the identity provider",
    "OPERATOR_NAME": "who runs this copy of the portal",
    "OPERATOR_CONTACT": "how to reach them",
}
# How to come by a value, where its meaning does not say it.
RECIPES = {
    "PUBLIC_URL": "For example https://crime.example.org",
    "DATABASE_URL": "On this machine, by the socket: createuser portal && createdb --owner portal portal, then "
    "postgresql:///portal?host=/run/postgresql",
    "SECRET_KEYS": "Make one: portal config new-key. Keep a copy apart from the backups: whoever loses it loses the reports.",
    "SMTP_URL": "smtp://127.0.0.1:25 for a server on this machine, else smtp+starttls://user:password@host:587 or smtps://…",
    "OIDC_ISSUER": "All three of these or none. Register PUBLIC_URL with /oauth2callback as the way back.",
    "TILES": "For example https://tiles.example.org/{z}/{x}/{y}.png: with one, readers' browsers contact it.",
}


def forces_dir() -> Path:
    """The one setting that is asked for where nothing is served and no tables need to be there."""
    return Path(os.environ.get(f"{PREFIX}FORCES_DIR", FORCES))


@dataclass(frozen=True)
class Settings:
    """The settings in force. Unknown names refuse to start, so that a misspelt one cannot pass unnoticed."""

    force: str = ""
    forces: str = ""
    forces_dir: Path = FORCES
    # Where these are links, as in deploy/, what is renewed in one step lies beside what they lead to.
    data_dir: Path = (ROOT / "data").resolve()
    geodata_dir: Path = (ROOT / "geodata").resolve()
    # These can hold passwords or keys, so they are in no repr.
    database_url: str = field(default="", repr=False)
    secret_keys: str = field(default="", repr=False)
    smtp_url: str = field(default="", repr=False)
    oidc_client_secret: str = field(default="", repr=False)
    backup_dir: Path = VAR / "backup"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    mail_from: str = ""
    tiles: str = "none"
    public_url: str = "http://localhost:8501"
    api_limit: int = 1200
    operator_name: str = ""
    operator_contact: str = ""

    @property
    def sends_mail(self) -> bool:
        """Whether anybody may be promised mail."""
        return bool(self.smtp_url)

    @property
    def others(self) -> tuple[str, ...]:
        """Short names of the forces served beside the first, each below its own name."""
        return tuple(dict.fromkeys(name for part in self.forces.split(",") if (name := part.strip())))

    def of(self, force: str) -> Settings:
        """The settings of one of `others`: its own tables, reports, backups and addresses; the rest as for all."""
        url = urlsplit(self.database_url)
        own = {
            "force": force,
            "public_url": f"{self.public_url.rstrip('/')}/{force}",
            "backup_dir": self.backup_dir / force / "backup",
            "database_url": self.database_url if url.scheme.startswith("postgres") else _file_of(self.database_url, force),
        }  # fmt: skip
        return replace(self, **(_of_force(self.forces_dir, force) | own))  # type: ignore[arg-type]

    @property
    def is_beside(self) -> bool:
        """Whether these are of a force served beside the first."""
        return self.force in self.others

    @property
    def schema(self) -> str:
        """Where in a database server this force's reports lie; empty is where the server puts them."""
        return self.force.replace("-", "_") if self.is_beside else ""

    @property
    def letterbox(self) -> Path | None:
        """The folder that mail is laid in where it goes to nobody; None where a server sends it."""
        return None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Raises BadSetting on an unknown name or a folder that is not there."""
        environment = os.environ if environment is None else environment
        known = {f"{PREFIX}{setting.name.upper()}": setting for setting in fields(cls)}
        given = {name: text for name, text in environment.items() if name.startswith(PREFIX)}
        unknown = sorted(name for name in given if name not in known and not name.startswith(TEST_PREFIX))
        if unknown:
            raise BadSetting(f"{unknown[0]} is not a setting; the settings are: {', '.join(sorted(known))}")
        values = {}
        for name, setting in known.items():
            if name in given:
                values[setting.name] = _read(setting.name, given[name])
        homes = Path(str(values.get("forces_dir", FORCES)))
        if force := values.get("force"):
            values = _of_force(homes, str(force)) | values
        settings = cls(**values)  # type: ignore[arg-type]
        for force in settings.others:
            _of_force(homes, force)
        if settings.force in settings.others:
            raise BadSetting(
                f"{PREFIX}FORCES names '{settings.force}', which {PREFIX}FORCE serves already; take it out of one"
            )
        for name in ("data_dir", "geodata_dir"):
            folder = getattr(settings, name)
            if not folder.is_dir():
                raise BadSetting(f"{PREFIX}{name.upper()} names {folder}, which is not a folder")
        address = urlsplit(settings.public_url)
        if address.scheme not in ("http", "https") or not address.hostname or address.path.strip("/"):
            raise BadSetting(
                f"{PREFIX}PUBLIC_URL must be an address like https://crime.example.org, without a path"
            )
        if settings.smtp_url and "@" not in settings.mail_from:
            raise BadSetting(f"{PREFIX}MAIL_FROM must be an address when {PREFIX}SMTP_URL is set")
        if settings.oidc_issuer and not (settings.oidc_client_id and settings.oidc_client_secret):
            raise BadSetting(
                f"{PREFIX}OIDC_CLIENT_ID and {PREFIX}OIDC_CLIENT_SECRET must be set with {PREFIX}OIDC_ISSUER"
            )
        if settings.database_url.startswith("postgres") and not settings.secret_keys:
            raise BadSetting(f"{PREFIX}SECRET_KEYS must be set with PostgreSQL, the same for every replica")
        return settings


def _file_of(database_url: str, force: str) -> str:
    """The SQLite file of one of several forces, beside that of the first."""
    held = database_url or f"sqlite:///{VAR / 'portal.db'}"
    address, _, rest = held.partition("?")
    stem, dot, ending = address.rpartition(".")
    own = f"{stem}-{force}.{ending}" if dot and "/" not in ending else f"{address}-{force}"
    return own + (f"?{rest}" if rest else "")


def _of_force(homes: Path, slug: str) -> dict[str, str | int | Path]:
    """The folders of a force that was made here. Raises BadSetting where there is none."""
    home = homes / slug
    if not re.fullmatch("[a-z-]+", slug) or not home.is_dir():
        made = ", ".join(sorted(path.parent.name for path in homes.glob("*/force.toml"))) or "none yet"
        raise BadSetting(
            f"'{slug[:40]}' stands in {PREFIX}FORCE or {PREFIX}FORCES, and no force of that name was made here; those made are: {made}. Make one with "
            "'portal force new'"
        )
    return {"data_dir": home / "data", "geodata_dir": home / "geodata"}


def _read(name: str, text: str) -> str | int | Path:
    """The value of one setting. Raises BadSetting where a number is wanted and none is given."""
    if name.endswith("_limit"):
        if not text.isascii() or not text.isdigit():
            raise BadSetting(f"{PREFIX}{name.upper()} must be a whole number, not '{text[:20]}'")
        return int(text)
    return Path(text) if name.endswith("_dir") else text
