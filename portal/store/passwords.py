"""Passwords of local accounts: argon2id, with the library's own costs (RFC 9106, low memory)."""

from __future__ import annotations

from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.domain.desk.account_store import Passwords


class Argon2Passwords(Passwords):
    """Nothing but hashes is ever kept."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    @cached_property
    def _of_nobody(self) -> str:
        return self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def check(self, kept: str, password: str) -> bool:
        """An unknown name costs the same work as a wrong password, so that time tells nothing."""
        try:
            self._hasher.verify(kept or self._of_nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)
