"""Only somebody with an account comes to the desk, for a while; what was wrong is logged and never whose secret it was."""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invented_desk import EMAIL, LOWER, PASSWORD, UPPER, Counter, add_account, portal, server_environment
from sqlalchemy import text

from portal.errors import BadRequest, SignInRefused, TooManyAttempts
from portal.services.desk import cookie as desk_cookie
from portal.services.desk.accounts import disable_account, put_account, sector_codes
from portal.services.desk.sign_in import (
    actor_by_claims,
    actor_by_token,
    claims_token,
    delay,
    find_account,
    forget_sessions,
    sign_in,
    sign_out,
)
from portal.store.engine import reading


def claims(counter: Counter, **other: Any) -> dict[str, Any]:
    now = counter.bureau.clock().timestamp()
    return {
        "iss": "https://id.example.org",
        "sub": "ada",
        "email": EMAIL,
        "email_verified": True,
        "iat": now,
    } | other


def test_password_opens_a_session_for_its_own_sectors(counter: Counter) -> None:
    added = counter.add("responder", UPPER, password=PASSWORD)
    token = sign_in(counter.gate, EMAIL.upper(), PASSWORD, "here")
    actor = actor_by_token(counter.gate, token)
    assert actor == added
    assert actor.covers(UPPER)
    assert not actor.covers(LOWER)
    assert token != sign_in(counter.gate, EMAIL, PASSWORD, "here")


def test_neither_password_token_nor_address_is_in_the_database_in_clear(counter: Counter) -> None:
    counter.add(password=PASSWORD)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    with reading(counter.bureau.engine) as connection:
        kept = [
            str(row)
            for table in ("accounts", "sessions", "history")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert kept
    assert [line for line in kept if PASSWORD in line or token in line or EMAIL in line] == []


def test_guessing_makes_one_visitor_wait_longer_and_longer_and_keeps_nobody_else_out(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.add(password=PASSWORD)
    said = set()
    with caplog.at_level(logging.INFO, logger="portal.desk"):
        for guess in [f"guess number {n}" for n in range(5)] + [PASSWORD]:
            with pytest.raises(SignInRefused) as refused:
                sign_in(counter.gate, EMAIL, guess, "the guesser")
            said.add(str(refused.value))
        with pytest.raises(SignInRefused) as refused:
            sign_in(counter.gate, "nobody@example.org", PASSWORD, "elsewhere")
    said.add(str(refused.value))
    assert len(said) == 1, "nobody learns which addresses have accounts, or that one waits"
    assert EMAIL not in caplog.text
    assert "guess" not in caplog.text
    assert sign_in(counter.gate, EMAIL, PASSWORD, "where the inspector sits")
    mail = counter.bureau.outbox.claim(counter.bureau.clock(), counter.bureau.clock())
    assert mail
    assert (mail.kind, mail.to) == ("guessed", EMAIL)
    assert [delay(n).total_seconds() / 60 for n in (1, 4, 5, 6, 7, 40)] == [0, 0, 15, 30, 60, 1440]
    counter.bureau.clock.pass_by(minutes=16)
    assert sign_in(counter.gate, EMAIL, PASSWORD, "the guesser")


def test_account_is_bound_to_whom_its_provider_first_named(counter: Counter) -> None:
    counter.add()
    assert actor_by_claims(counter.gate, claims(counter))
    for other in ({"sub": "somebody else"}, {"iss": "https://other.example.org"}):
        with pytest.raises(SignInRefused):
            actor_by_claims(counter.gate, claims(counter, **other))


def test_one_visitor_cannot_try_many_accounts(counter: Counter) -> None:
    for number in range(20):
        with pytest.raises(SignInRefused):
            sign_in(counter.gate, f"nobody{number}@example.org", "", "one visitor")
    with pytest.raises(TooManyAttempts):
        sign_in(counter.gate, "nobody@example.org", "", "one visitor")


@pytest.mark.parametrize(
    ("wait", "says"), [({"minutes": 61}, "nothing was done for an hour"), ({"hours": 13}, "twelve hours")]
)
def test_session_ends_by_itself(counter: Counter, wait: dict[str, float], says: str) -> None:
    counter.add(password=PASSWORD)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    counter.bureau.clock.pass_by(**wait)
    with pytest.raises(SignInRefused, match=says):
        actor_by_token(counter.gate, token)


def test_session_that_is_used_lasts_until_its_longest(counter: Counter) -> None:
    counter.add(password=PASSWORD)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    for _ in range(14):
        counter.bureau.clock.pass_by(minutes=50)
        assert actor_by_token(counter.gate, token)
    counter.bureau.clock.pass_by(minutes=50)
    with pytest.raises(SignInRefused, match="twelve hours"):
        actor_by_token(counter.gate, token)


def test_sign_out_ends_the_session_and_no_other(counter: Counter) -> None:
    counter.add(password=PASSWORD)
    first, second = (sign_in(counter.gate, EMAIL, PASSWORD, "here") for _ in range(2))
    sign_out(counter.gate, first)
    with pytest.raises(SignInRefused):
        actor_by_token(counter.gate, first)
    assert actor_by_token(counter.gate, second)


@pytest.mark.parametrize("token", ["", "made up", "0" * 43])
def test_token_that_was_never_given_opens_nothing(counter: Counter, token: str) -> None:
    counter.add(password=PASSWORD)
    with pytest.raises(SignInRefused):
        actor_by_token(counter.gate, token)


def test_change_of_role_and_disabling_end_what_is_open(counter: Counter) -> None:
    counter.add("editor", password=PASSWORD)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    counter.add("viewer")
    with pytest.raises(SignInRefused):
        actor_by_token(counter.gate, token)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    assert actor_by_token(counter.gate, token).role == "viewer"
    assert disable_account(counter.gate, EMAIL)
    for act in (
        lambda: actor_by_token(counter.gate, token),
        lambda: sign_in(counter.gate, EMAIL, PASSWORD, "here"),
    ):
        with pytest.raises(SignInRefused):
            act()
    with pytest.raises(SignInRefused, match="no account"):
        actor_by_claims(counter.gate, claims(counter))


def test_role_is_read_anew_at_every_act(counter: Counter) -> None:
    counter.add("editor", password=PASSWORD)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    with counter.bureau.engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET role = 'viewer'"))
    assert actor_by_token(counter.gate, token).role == "viewer"


def test_identity_provider_lets_in_accounts_alone(counter: Counter) -> None:
    actor = counter.add()
    assert actor_by_claims(counter.gate, claims(counter, email=EMAIL.title(), email_verified=True)) == actor
    assert actor_by_claims(counter.gate, claims(counter)) == actor
    with pytest.raises(SignInRefused, match="no account"):
        actor_by_claims(counter.gate, claims(counter, email="somebody@example.org"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"sub": ""},
        {"iat": None},
        {"iat": "soon"},
        {"iat": 1e300},
        {"auth_time": 4e9},
        {"auth_time": 1.0},
    ],
)
def test_claims_that_prove_nothing_are_refused(counter: Counter, wrong: dict[str, Any]) -> None:
    counter.add()
    with pytest.raises(SignInRefused):
        actor_by_claims(counter.gate, claims(counter, **wrong))


def test_cookie_of_the_provider_does_not_revive_an_ended_session(counter: Counter) -> None:
    counter.add()
    kept = claims(counter)
    actor_by_claims(counter.gate, kept)
    sign_out(counter.gate, claims_token(kept))
    with pytest.raises(SignInRefused, match="signed out"):
        actor_by_claims(counter.gate, kept)
    counter.bureau.clock.pass_by(hours=13)
    with pytest.raises(SignInRefused):
        actor_by_claims(counter.gate, kept)
    assert actor_by_claims(counter.gate, claims(counter))


def test_sign_ins_are_forgotten_at_their_longest_and_none_revives(counter: Counter) -> None:
    counter.add(password=PASSWORD)
    provided = claims(counter)
    actor_by_claims(counter.gate, provided)
    sign_out(counter.gate, claims_token(provided))
    counter.bureau.clock.pass_by(hours=11)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    assert forget_sessions(counter.gate) == 0
    counter.bureau.clock.pass_by(minutes=59)
    assert actor_by_token(counter.gate, token)
    counter.bureau.clock.pass_by(minutes=1)
    assert forget_sessions(counter.gate) == 1
    assert actor_by_token(counter.gate, token), "a sign-in that holds is not touched"
    with pytest.raises(SignInRefused, match="twelve hours"):
        actor_by_claims(counter.gate, provided)


def test_nightly_purge_forgets_sign_ins(tmp_path: Path) -> None:
    environment = server_environment(tmp_path)
    add_account(environment, EMAIL, "viewer", UPPER)
    with closing(sqlite3.connect(tmp_path / "portal.db")) as database, database:
        at = "2026-01-01T00:00:00.000000+00:00"
        (account,) = database.execute("SELECT account_id FROM accounts").fetchone()
        database.execute("INSERT INTO sessions VALUES ('a', ?, ?, ?, ?, NULL)", (account, at, at, at))
    done = portal(environment, "reports", "purge")
    assert "1 sign-ins at the desk forgotten" in " ".join(done.stdout.split()), done.stderr
    with closing(sqlite3.connect(tmp_path / "portal.db")) as database:
        assert database.execute("SELECT count(*) FROM sessions").fetchone() == (0,)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"role": "chief"}, "not a role"),
        ({"email": "not an address"}, "not an e-mail address"),
        ({"team": "\u202e"}, "give the team"),
    ],
)
def test_account_with_a_fault_is_one_sentence_and_changes_nothing(
    counter: Counter, change: dict[str, str], says: str
) -> None:
    counter.add()
    account = find_account(counter.gate, EMAIL)
    assert account
    with pytest.raises(BadRequest, match=says):
        put_account(counter.gate, replace(account, **change), None)
    with pytest.raises(BadRequest, match="12 to 200"):
        put_account(counter.gate, account, "short")
    assert counter.gate.accounts.all() == [account]


def test_sectors_are_named_by_name_code_or_all(counter: Counter) -> None:
    assert sector_codes(counter.gate, ["upper nowhere", LOWER]) == {UPPER, LOWER}
    assert sector_codes(counter.gate, ["all"]) == {"*"}
    with pytest.raises(BadRequest, match="Lower Nowhere, Upper Nowhere"):
        sector_codes(counter.gate, ["Atlantis"])


def test_cookie_that_is_changed_old_or_of_another_use_says_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = counter.gate.reports
    signed = desk_cookie.sign(reports, desk_cookie.SESSION_COOKIE, "token")
    assert desk_cookie.read(reports, desk_cookie.SESSION_COOKIE, signed) == "token"
    assert "token" not in desk_cookie.read(reports, desk_cookie.FORM_COOKIE, signed)
    assert desk_cookie.read(reports, desk_cookie.SESSION_COOKIE, signed[:-1]) == ""
    later = time.time() + 13 * 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert desk_cookie.read(reports, desk_cookie.SESSION_COOKIE, signed) == ""
