"""Who acts, asked for again inside the transaction of the act: session, account, role and sectors as they are now.

A page is drawn, somebody is disabled, a button is pressed: what the page knew is worth nothing by then. Nothing at the
desk writes without this.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from portal.domain.desk.account import Session
from portal.domain.desk.actor import Actor
from portal.errors import NotAllowed, SignInRefused
from portal.store.accounts import SESSION_COLUMNS, read_account
from portal.store.tables import Tables

SIGN_IN = "sign in"
CHANGED = "your account was changed after this page was opened, and nothing was done; open the page anew"


class Standing:
    """Checks actors against the accounts and sessions of one store."""

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
