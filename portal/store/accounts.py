"""Accounts and sessions of the desk. Tokens and addresses are found by keyed hashes alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from portal.domain.desk.account import Account, Session
from portal.domain.desk.account_store import AccountStore
from portal.domain.desk.actor import Actor
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import HistoryLine
from portal.errors import NotAllowed, SignInRefused
from portal.store.engine import reading, writing
from portal.store.history import add_line
from portal.store.rows import add_mail
from portal.store.tables import AnyRow, Tables

_PLAIN = (
    "account_id", "role", "team", "added_at", "email", "name", "disabled", "failures", "locked_until", "checked_replies",
)  # fmt: skip
SIGN_IN = "sign in"
CHANGED = "your account was changed after this page was opened, and nothing was done; open the page anew"
SESSION_COLUMNS = ("account_id", "started_at", "seen_at", "expires_at", "ended_at")


def read_account(row: AnyRow) -> Account:
    return Account(
        **{name: getattr(row, name) for name in _PLAIN},
        sectors=frozenset(filter(None, row.sectors.split(","))),
    )


class SqlAccounts(AccountStore):
    """Accounts beside the reports, so that an act and its line of history are one transaction."""

    def __init__(self, engine: Engine, tables: Tables) -> None:
        self.engine, self.tables = engine, tables

    def put(self, account: Account, email_hash: str, password_hash: str | None, line: HistoryLine) -> None:
        table = self.tables.accounts
        mine = table.c.account_id == account.account_id
        values: dict[str, Any] = {name: getattr(account, name) for name in _PLAIN}
        values |= {"sectors": ",".join(sorted(account.sectors)), "email_hash": email_hash}
        with writing(self.engine) as connection:
            if connection.execute(select(table.c.account_id).where(mine)).first():
                values |= {} if password_hash is None else {"password_hash": password_hash}
                connection.execute(update(table).where(mine).values(**values))
                self._end_all(connection, account.account_id, line.at)
            else:
                connection.execute(insert(table).values(**values, password_hash=password_hash or ""))
            add_line(connection, self.tables, "", line)

    def by_email(self, email_hash: str) -> tuple[Account, str] | None:
        table = self.tables.accounts
        with reading(self.engine) as connection:
            row = connection.execute(select(table).where(table.c.email_hash == email_hash)).first()
            return (read_account(row), row.password_hash) if row else None

    def account(self, account_id: str) -> Account | None:
        table = self.tables.accounts
        with reading(self.engine) as connection:
            row = connection.execute(select(table).where(table.c.account_id == account_id)).first()
            return read_account(row) if row else None

    def all(self) -> list[Account]:
        table = self.tables.accounts
        with reading(self.engine) as connection:
            return [read_account(row) for row in connection.execute(select(table).order_by(table.c.added_at))]

    def disable(self, account_id: str, line: HistoryLine) -> None:
        table = self.tables.accounts
        with writing(self.engine) as connection:
            connection.execute(update(table).where(table.c.account_id == account_id).values(disabled=True))
            self._end_all(connection, account_id, line.at)
            add_line(connection, self.tables, "", line)

    def bind(self, account_id: str, subject_hash: str) -> bool:
        table = self.tables.accounts
        mine = table.c.account_id == account_id
        kept = select(table.c.subject_hash).where(mine)
        with reading(self.engine) as connection:
            there = connection.execute(kept).scalar()
        if there:
            return bool(there == subject_hash)
        with writing(self.engine) as connection:
            free = table.c.subject_hash == ""
            connection.execute(update(table).where(mine, free).values(subject_hash=subject_hash))
            return bool(connection.execute(kept).scalar() == subject_hash)

    def tries(self, key_hash: str) -> tuple[int, datetime | None]:
        table = self.tables.sign_in_tries
        with reading(self.engine) as connection:
            row = connection.execute(select(table).where(table.c.key_hash == key_hash)).first()
            return (row.failures, row.wait_until) if row else (0, None)

    def count_failure(self, key_hash: str, until: datetime, at: datetime, mail: tuple[Mail, ...]) -> None:
        table = self.tables.sign_in_tries
        mine = table.c.key_hash == key_hash
        with writing(self.engine) as connection:
            # Nobody waits longer than a day, so older rows say nothing.
            connection.execute(delete(table).where(table.c.at <= at - timedelta(days=2)))
            failures = connection.execute(select(table.c.failures).where(mine)).scalar() or 0
            connection.execute(delete(table).where(mine))
            values = {"failures": failures + 1, "wait_until": until, "at": at}
            connection.execute(insert(table).values(key_hash=key_hash, **values))
            add_mail(connection, self.tables, mail)

    def forget_tries(self, key_hash: str) -> None:
        table = self.tables.sign_in_tries
        with writing(self.engine) as connection:
            connection.execute(delete(table).where(table.c.key_hash == key_hash))

    def start_session(self, token_hash: str, session: Session) -> None:
        values = {name: getattr(session, name) for name in SESSION_COLUMNS}
        with writing(self.engine) as connection:
            connection.execute(insert(self.tables.sessions).values(token_hash=token_hash, **values))

    def session(self, token_hash: str) -> Session | None:
        table = self.tables.sessions
        with reading(self.engine) as connection:
            row = connection.execute(select(table).where(table.c.token_hash == token_hash)).first()
            return Session(**{name: getattr(row, name) for name in SESSION_COLUMNS}) if row else None

    def see_session(self, token_hash: str, at: datetime) -> None:
        table = self.tables.sessions
        with writing(self.engine) as connection:
            connection.execute(update(table).where(table.c.token_hash == token_hash).values(seen_at=at))

    def end_session(self, token_hash: str, at: datetime) -> None:
        table = self.tables.sessions
        mine = (table.c.token_hash == token_hash, table.c.ended_at.is_(None))
        with writing(self.engine) as connection:
            connection.execute(update(table).where(*mine).values(ended_at=at))

    def _end_all(self, connection: Connection, account_id: str, at: datetime) -> None:
        table = self.tables.sessions
        mine = (table.c.account_id == account_id, table.c.ended_at.is_(None))
        connection.execute(update(table).where(*mine).values(ended_at=at))

    def forget_sessions(self, before: datetime) -> int:
        table = self.tables.sessions
        with writing(self.engine) as connection:
            return connection.execute(delete(table).where(table.c.expires_at <= before)).rowcount


class Standing:
    """Who acts, asked for again inside the transaction of the act: a page is drawn, somebody is disabled, a button is pressed.

    Nothing at the desk writes without this.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def check(self, connection: Connection, actor: Actor, at: datetime) -> None:
        """Raises SignInRefused when the session is over or the account is, NotAllowed when it is another than the actor."""
        sessions, accounts = self.tables.sessions, self.tables.accounts
        kept = connection.execute(select(sessions).where(sessions.c.token_hash == actor.session)).first()
        if kept is None or kept.account_id != actor.account_id:
            raise SignInRefused(SIGN_IN)
        over = Session(**{name: getattr(kept, name) for name in SESSION_COLUMNS}).why_over(at)
        if over:
            raise SignInRefused(f"{over}; {SIGN_IN} again")
        row = connection.execute(select(accounts).where(accounts.c.account_id == actor.account_id)).first()
        if row is None or row.disabled:
            raise SignInRefused(SIGN_IN)
        if read_account(row).actor != actor:
            raise NotAllowed(CHANGED)
