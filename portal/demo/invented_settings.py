"""What a demonstration is told: a store, keys and letterbox of its own, and this machine's own name alone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields
from pathlib import Path

from cryptography.fernet import Fernet

from portal.domain.site import is_public
from portal.errors import BadSetting
from portal.settings import PREFIX, VAR, Settings

FOLDER = VAR / "demo"
# Says that a folder is one of these; without it nothing in a folder is touched.
MARK = "invented-messages"
# What leads to people: a demonstration starts only where none of it is set.
_REAL = ("database_url", "secret_keys", "smtp_url", "oidc_issuer")


@dataclass(frozen=True)
class InventedSettings(Settings):
    """Settings of a demonstration. There is no way to make them of a store that was there before."""

    folder: Path = FOLDER

    @property
    def sends_mail(self) -> bool:
        return True

    @property
    def letterbox(self) -> Path:
        return self.folder / "mail"


def invented_settings(given: Settings, folder: Path, port: int) -> InventedSettings:
    """An empty folder and settings that know nothing else. Raises BadSetting, in one sentence, and touches nothing then."""
    for name in _REAL:
        if getattr(given, name):
            raise BadSetting(
                f"{PREFIX}{name.upper()} is set, and a demonstration never starts beside a real store, mail server or "
                "sign-in; take it out of the environment, or start the portal itself with `portal serve`"
            )
    if is_public(given.public_url):
        raise BadSetting(
            f"{PREFIX}PUBLIC_URL names a public address, and a demonstration is for this machine alone; take it out of "
            "the environment, or start the portal itself with `portal serve`"
        )
    _empty(folder)
    kept = {one.name: getattr(given, one.name) for one in fields(Settings)}
    own = {
        "database_url": f"sqlite:///{folder.resolve() / 'portal.db'}",
        # Kept nowhere: what this process writes nobody reads after it.
        "secret_keys": Fernet.generate_key().decode(),
        "mail_from": "On the Record <invented@example.org>",
        "public_url": f"http://localhost:{port}",
        "operator_name": "Nobody: a demonstration with invented messages",
        "operator_contact": "",
    }
    return InventedSettings(**(kept | own), folder=folder)


def _empty(folder: Path) -> None:
    """Makes the folder, or clears one that an earlier demonstration left. Raises BadSetting on anything else."""
    mark = folder / MARK
    if folder.exists() and not mark.is_file() and any(folder.iterdir()):
        raise BadSetting(
            f"{folder} holds files that no demonstration made; name an empty folder with --folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("Everything here was invented by `portal demo`, which clears it at every start.\n")
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path != mark:
            path.unlink()
