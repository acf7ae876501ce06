"""Accounts of the desk, as the operator keeps them from the command line. Nothing on the pages adds or changes one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portal.domain.desk.account import LEAST_PASSWORD, Account
from portal.domain.desk.actor import EVERY_SECTOR, ROLES
from portal.domain.reports.report import HistoryLine
from portal.domain.reports.report_checks import is_email
from portal.domain.reports.report_states import OPERATOR
from portal.domain.reports.text import inert_line
from portal.errors import BadRequest
from portal.services.desk.sign_in import Gate, email_key, find_account
from portal.services.reports.wiring import Reports


def sector_codes(gate: Gate, named: Iterable[str]) -> frozenset[str]:
    """Codes for sectors named by code or by name; 'all' is every one. Raises BadRequest."""
    by_name = {name.casefold(): code for code, name in gate.reports.sectors.items()}
    codes = set()
    for text in named:
        code = EVERY_SECTOR if text.casefold() == "all" else by_name.get(text.casefold(), text)
        if code != EVERY_SECTOR and code not in gate.reports.sectors:
            known = ", ".join(sorted(gate.reports.sectors.values()))
            raise BadRequest(f"'{text}' is not a sector; use 'all' or one of: {known}")
        codes.add(code)
    if not codes:
        raise BadRequest("an account needs at least one sector; name it with --sector, or use --sector all")
    return frozenset(codes)


def sector_names(reports: Reports, codes: Iterable[str]) -> str:
    """The sectors of an account, in words."""
    if EVERY_SECTOR in codes:
        return "every sector"
    return ", ".join(sorted(reports.sectors.get(code, code) for code in codes))


def check_password(password: str) -> str:
    """Raises BadRequest when it is too short to hold; length is all that counts."""
    if not LEAST_PASSWORD <= len(password) <= 200:
        raise BadRequest(
            f"a password has {LEAST_PASSWORD} to 200 characters; three or four unrelated words do well"
        )
    return password


def put_account(gate: Gate, account: Account, password: str | None) -> bool:
    """Adds the account, or changes the one with this address and ends its sessions; True when it was there.

    A password of None keeps the one there is; without any, only an identity provider lets its owner in.
    """
    if not is_email(account.email):
        raise BadRequest(f"'{account.email}' is not an e-mail address")
    if account.role not in ROLES:
        raise BadRequest(f"'{account.role}' is not a role; use one of: {', '.join(ROLES)}")
    team, name = inert_line(account.team), inert_line(account.name)
    if not team or len(team) > 100 or len(name) > 100:
        raise BadRequest("give the team as the public shall read it under answers, in 1 to 100 characters")
    there = find_account(gate, account.email)
    kept = replace(account, team=team, name=name, email=account.email.strip())
    if there:
        kept = replace(
            kept, account_id=there.account_id, added_at=there.added_at, checked_replies=there.checked_replies
        )
    hashed = None if password is None else gate.passwords.hash(check_password(password))
    line = _line(
        gate, "change_account" if there else "add_account", kept, (f"role:{kept.role}", *sorted(kept.sectors))
    )
    gate.accounts.put(kept, email_key(gate.reports, kept.email), hashed, line)
    return there is not None


def disable_account(gate: Gate, email: str) -> Account:
    """Raises BadRequest when no account has this address."""
    account = find_account(gate, email)
    if account is None:
        raise BadRequest("no account has this address; `portal desk list-accounts` shows them all")
    gate.accounts.disable(account.account_id, _line(gate, "disable_account", account))
    return account


def _line(gate: Gate, act: str, account: Account, details: tuple[str, ...] = ()) -> HistoryLine:
    return HistoryLine(act, OPERATOR, gate.reports.now(), "", "", (account.actor.mark, *details))
