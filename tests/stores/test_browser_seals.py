"""What a browser keeps for us: nothing of it can be read there, used elsewhere, or passed off as something else."""

from __future__ import annotations

import base64
import secrets
import time
import zlib

import pytest
from cryptography.fernet import Fernet

from portal.store import crypto
from portal.store.crypto import Cipher

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TEXT = "An invented lion. “So”. \U0001f981"


def test_sealed_text_comes_back_for_its_own_use_and_no_other() -> None:
    cipher = Cipher((OLD,))
    sealed = cipher.seal("/write/a", TEXT)
    assert cipher.unseal("/write/a", sealed, 60) == TEXT
    assert cipher.unseal("/write/b", sealed, 60) == ""
    assert "lion" not in sealed
    assert b"lion" not in base64.urlsafe_b64decode(sealed)


def test_seal_of_an_older_key_is_read_and_one_of_a_key_that_is_gone_is_not() -> None:
    sealed = Cipher((OLD,)).seal("use", TEXT)
    assert Cipher((NEW, OLD)).unseal("use", sealed, 60) == TEXT
    assert Cipher((NEW,)).unseal("use", sealed, 60) == ""


def test_seal_ends_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    cipher = Cipher((OLD,))
    sealed, now = cipher.seal("use", TEXT), time.time()
    assert cipher.unseal("use", sealed, 60) == TEXT
    monkeypatch.setattr(time, "time", lambda: now + 62)
    assert cipher.unseal("use", sealed, 60) == ""


def test_text_of_the_database_put_into_a_cookie_opens_nothing() -> None:
    cipher = Cipher((OLD,))
    for text in (TEXT, f"use\0{TEXT}", ""):
        assert cipher.unseal("use", cipher.encrypt(text).decode("ascii"), 60) == ""


def test_anything_else_is_empty_and_a_bomb_is_not_unpacked() -> None:
    cipher = Cipher((OLD,))
    for sealed in ("", "x", "\u00e9", "=" * 50, secrets.token_urlsafe(200)):
        assert cipher.unseal("use", sealed, 60) == ""
    bomb = zlib.compress(b"use\0" + b"x" * 50_000_000)
    assert cipher.unseal("use", Fernet(OLD).encrypt(bomb).decode("ascii"), 60) == ""
    assert crypto._MOST_SEALED < 1_000_000
