"""Whether anybody at the desk reads for a sector, so that nobody is told that somebody has what nobody has."""

from __future__ import annotations

from portal.domain.desk.account_store import AccountStore


def is_read(accounts: AccountStore, sector_code: str) -> bool:
    """True when an account that may sign in covers the sector. Raises StoreUnavailable."""
    return any(not account.disabled and account.actor.covers(sector_code) for account in accounts.all())
