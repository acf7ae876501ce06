"""Invented people of the desk: accounts beside an invented bureau, and the environment of a server that knows them."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from invented_reports import Bureau

from portal.domain.desk.account import Account
from portal.domain.desk.actor import Actor
from portal.services.desk.accounts import put_account
from portal.services.desk.casework import Casework
from portal.services.desk.sign_in import Gate
from portal.services.desk.telling import Teller
from portal.store.accounts import SqlAccounts
from portal.store.cases import SqlCases
from portal.store.desk.told import SqlTold
from portal.store.passwords import Argon2Passwords

MID_DEVON, TORBAY = "E07000042", "E06000027"
UPPER, LOWER = "E07999001", "E07999002"
PASSWORD = "four invented words here"
EMAIL = "ada@example.org"


@dataclass
class Counter:
    """The desk of one invented bureau."""

    bureau: Bureau
    gate: Gate = field(init=False)
    casework: Casework = field(init=False)
    teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        accounts = SqlAccounts(self.bureau.engine, self.bureau.store.tables)
        # The real hash at the least it costs: slowness is the library's promise, not one of ours to test.
        passwords = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.gate = Gate(self.bureau.reports, accounts, passwords, lambda: secrets.token_urlsafe(32))
        self.casework = Casework(
            self.bureau.reports,
            self.bureau.publisher.access,
            SqlCases(self.bureau.store),
            accounts,
            SqlTold(self.bureau.store),
        )
        self.teller = Teller(self.bureau.reports, accounts, self.casework.told)

    def add(
        self,
        role: str = "responder",
        *sectors: str,
        email: str = EMAIL,
        password: str | None = None,
        name: str = "",
    ) -> Actor:
        """An account without a password, which costs a hash, unless one is given."""
        codes = frozenset(sectors or {UPPER})
        account = Account(
            secrets.token_hex(6), role, codes, "Invented policing team", self.bureau.clock(), email, name
        )
        put_account(self.gate, account, password)
        kept = self.gate.accounts.by_email(self.bureau.store.keyed_hash("account", email))
        assert kept
        return kept[0].actor


def server_environment(folder: Path) -> dict[str, str]:
    """A database and keys of its own, so that no test touches those of the checkout."""
    return {
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
        "PORTAL_SECRET_KEYS": Fernet.generate_key().decode(),
    }


def portal(environment: dict[str, str], *arguments: str, typed: str = "") -> subprocess.CompletedProcess:
    """One command of the portal in that environment."""

    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *arguments],
        capture_output=True, text=True, input=typed, env={**os.environ, **environment},
    )  # fmt: skip


def add_account(environment: dict[str, str], email: str, role: str, *sectors: str, name: str = "") -> None:
    """An account with the one invented password, beside the running server."""
    bureau = Bureau(environment["PORTAL_DATABASE_URL"], (environment["PORTAL_SECRET_KEYS"],))
    Counter(bureau).add(role, *sectors, email=email, password=PASSWORD, name=name)
    bureau.engine.dispose()
