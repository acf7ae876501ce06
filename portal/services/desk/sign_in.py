"""Coming to the desk: by password or by an identity provider, for a while, and only with an account.

What is logged names an account by its id and says what was wrong. Addresses, passwords and tokens are never logged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.domain.desk.account import IDLE, LOCKED, LONGEST, MOST_FAILURES, Account, Session
from portal.domain.desk.account_store import AccountStore, Passwords
from portal.domain.desk.actor import Actor
from portal.errors import SignInRefused
from portal.services.mail.messages import guessed_mail
from portal.services.reports.wiring import Reports, count_attempt

log = logging.getLogger("portal.desk")

# One sentence whatever was wrong, so that nobody learns which addresses have accounts or that one is locked.
WRONG = "the e-mail address or the password is not right, or there were too many tries; check both, or wait a quarter of an hour"
NO_ACCOUNT = "this address has no account at the desk; ask whoever runs this portal for one"
SIGN_IN = "sign in"
# A session is marked as seen at most so often: reading a page should not write.
SEEN_EVERY = timedelta(minutes=1)
# Clocks of two machines are never quite the same.
AHEAD = timedelta(minutes=2)


@dataclass(frozen=True)
class Gate:
    """The wiring, made by bootstrap."""

    reports: Reports
    accounts: AccountStore
    passwords: Passwords
    new_token: Callable[[], str]


def email_key(reports: Reports, email: str) -> str:
    return reports.store.keyed_hash("account", email.strip().casefold())


def sign_in(gate: Gate, email: str, password: str, client: str) -> str:
    """The token of a new session. Raises SignInRefused, TooManyAttempts; both say nothing about the account."""
    count_attempt(gate.reports, "sign_in", client)
    found = gate.accounts.by_email(email_key(gate.reports, email[:254]))
    right = gate.passwords.check(found[1] if found else "", password[:200])
    now = gate.reports.now()
    if found is None:
        raise _refused("no account", WRONG)
    account = found[0]
    # Visitor and account together: nobody can keep an inspector out by guessing from somewhere else.
    pair = gate.reports.store.keyed_hash("tries", f"{client} {account.account_id}")
    failures, wait_until = gate.accounts.tries(pair)
    if wait_until and now < wait_until:
        raise _refused("waiting", WRONG, account.account_id)
    if not right:
        failures += 1
        until = now + delay(failures)
        mail = (guessed_mail(account, now),) if failures == MOST_FAILURES and gate.reports.mail_on else ()
        gate.accounts.count_failure(pair, until, now, mail)
        raise _refused("wrong password", WRONG, account.account_id)
    if account.disabled:
        raise _refused("disabled", WRONG, account.account_id)
    gate.accounts.forget_tries(pair)
    token = gate.new_token()
    session = Session(account.account_id, now, now, now + LONGEST)
    gate.accounts.start_session(_key(gate, token), session)
    log.info("signed in: account %s", account.account_id)
    return token


def delay(failures: int) -> timedelta:
    """How long one visitor waits at one account: not at all at first, then twice as long each time, up to a day."""
    if failures < MOST_FAILURES:
        return timedelta(0)
    doubled: int = 2 ** min(failures - MOST_FAILURES, 10)
    return min(timedelta(days=1), LOCKED * doubled)


def sign_out(gate: Gate, token: str) -> None:
    """Ends the session everywhere; its token opens nothing any more."""
    gate.accounts.end_session(_key(gate, token), gate.reports.now())


def forget_sessions(gate: Gate) -> int:
    """Removes what is kept of sign-ins past their longest, ended or not; says how many.

    Nothing revives by it: a provider's cookie still says when it was given, so its session would be over at once.
    """
    return gate.accounts.forget_sessions(gate.reports.now())


def actor_by_token(gate: Gate, token: str) -> Actor:
    """Who is signed in, read anew at every call. Raises SignInRefused."""
    session = gate.accounts.session(_key(gate, token)) if token else None
    if session is None:
        raise SignInRefused(SIGN_IN)
    return _actor(gate, _key(gate, token), session)


def claims_token(claims: Mapping[str, Any]) -> str:
    """One name for one sign-in at the provider, so that it can be ended here although the provider's cookie lives on."""
    return " ".join(str(claims.get(name, "")) for name in ("iss", "sub", "iat"))


def actor_by_claims(gate: Gate, claims: Mapping[str, Any]) -> Actor:
    """Who an identity provider vouches for, if they have an account and signed in not long ago. Raises SignInRefused."""
    now = gate.reports.now()
    signed_at = _instant(claims.get("auth_time")) or _instant(claims.get("iat"))
    if signed_at is None or signed_at > now + AHEAD or not _instant(claims.get("iat")):
        raise _refused(
            "no usable time of sign-in", "the identity provider did not say when you signed in; sign in again"
        )
    email = str(claims.get("email", ""))
    if not email or claims.get("email_verified") is not True:
        raise _refused(
            "no confirmed address", "the identity provider gave no confirmed e-mail address; ask who runs it"
        )
    found = gate.accounts.by_email(email_key(gate.reports, email))
    if found is None or found[0].disabled:
        raise _refused(
            "disabled" if found else "no account", NO_ACCOUNT, found[0].account_id if found else ""
        )
    subject = gate.reports.store.keyed_hash("subject", f"{claims.get('iss', '')}\0{claims.get('sub', '')}")
    if not claims.get("sub") or not gate.accounts.bind(found[0].account_id, subject):
        raise _refused("another subject", NO_ACCOUNT, found[0].account_id)
    key = _key(gate, claims_token(claims))
    session = gate.accounts.session(key)
    if session is None:
        session = Session(found[0].account_id, signed_at, now, signed_at + LONGEST)
        gate.accounts.start_session(key, session)
    if session.account_id != found[0].account_id:
        raise _refused("session of another account", SIGN_IN)
    return _actor(gate, key, session)


def _actor(gate: Gate, key: str, session: Session) -> Actor:
    now = gate.reports.now()
    over = session.why_over(now)
    if over:
        raise SignInRefused(f"{over}; {SIGN_IN} again")
    account = gate.accounts.account(session.account_id)
    if account is None or account.disabled:
        raise _refused("disabled", NO_ACCOUNT, session.account_id)
    if now - session.seen_at >= min(SEEN_EVERY, IDLE):
        gate.accounts.see_session(key, now)
    return replace(account.actor, session=key)


def _key(gate: Gate, token: str) -> str:
    return gate.reports.store.keyed_hash("session", token)


def _instant(seconds: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _refused(why: str, sentence: str, account_id: str = "") -> SignInRefused:
    log.warning("sign-in refused: %s%s", why, f" (account {account_id})" if account_id else "")
    return SignInRefused(sentence)


def find_account(gate: Gate, email: str) -> Account | None:
    found = gate.accounts.by_email(email_key(gate.reports, email))
    return found[0] if found else None
