"""What signing in needs from a store and from a hasher of passwords, as protocols."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from portal.domain.desk.account import Account, Session
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import HistoryLine


class AccountStore(Protocol):
    """Every method is one transaction. All raise StoreUnavailable when the database cannot be reached."""

    def put(self, account: Account, email_hash: str, password_hash: str | None, line: HistoryLine) -> None:
        """Adds the account or replaces what is kept under its id, and ends its sessions. A password hash of None keeps the one there is."""

    def by_email(self, email_hash: str) -> tuple[Account, str] | None:
        """The account and its password hash, which is empty where there is none."""

    def account(self, account_id: str) -> Account | None: ...

    def bind(self, account_id: str, subject_hash: str) -> bool:
        """Binds the account to whom its provider first named; False when it is bound to somebody else."""

    def tries(self, key_hash: str) -> tuple[int, datetime | None]:
        """Wrong passwords of one visitor at one account, and until when these two wait."""

    def all(self) -> list[Account]: ...

    def disable(self, account_id: str, line: HistoryLine) -> None:
        """Nobody signs in with it any more, and its sessions end. What it did stays."""

    def count_failure(self, key_hash: str, until: datetime, at: datetime, mail: tuple[Mail, ...]) -> None:
        """Counts one wrong password, keeps these two waiting until then, and queues what tells the owner."""

    def forget_tries(self, key_hash: str) -> None: ...

    def start_session(self, token_hash: str, session: Session) -> None: ...

    def session(self, token_hash: str) -> Session | None: ...

    def see_session(self, token_hash: str, at: datetime) -> None: ...

    def end_session(self, token_hash: str, at: datetime) -> None: ...

    def forget_sessions(self, before: datetime) -> int: ...


class Passwords(Protocol):
    """Slow on purpose. `check` takes as long without a hash as with one."""

    def hash(self, password: str) -> str: ...

    def check(self, kept: str, password: str) -> bool: ...
