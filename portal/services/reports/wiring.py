"""What every act on reports is given: the store, the clock, chance, and the sectors a report may be about."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal.domain.report_store import ReportStore, Secrets
from portal.domain.reports.report import Report
from portal.errors import ReportNotFound, TooManyAttempts

# Without the letters that are read as digits, so that a code survives being read out or copied by hand.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")

# How many acts one visitor may make in a while; counted in the database, so all replicas count together.
LIMITS = {
    "submit": (10, timedelta(hours=1)),
    "follow": (30, timedelta(hours=1)),
    "subscribe": (5, timedelta(hours=1)),
    "takedown": (5, timedelta(hours=1)),
    "sign_in": (20, timedelta(minutes=15)),
}

NOT_FOUND = "no report has this reference and code; check both on your receipt and try again"


@dataclass(frozen=True)
class Reports:
    """The wiring, made by bootstrap. `mail_on` is False where no mail server is set: then nobody is promised mail."""

    store: ReportStore
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    sectors: Mapping[str, str]
    mail_on: bool = False


@dataclass(frozen=True)
class Key:
    """What opens one report: its reference and secret, and who is asking (an address or session, kept only hashed)."""

    reference: str
    secret: str = field(repr=False)
    client: str = field(repr=False)


def code(digits: str, letters: int) -> str:
    """Hex digits as a code of groups of four, five bits a letter."""
    number = int(digits, 16)
    text = "".join(_LETTERS[number >> 5 * i & 31] for i in range(letters))
    return "-".join(text[i : i + 4] for i in range(0, letters, 4))


def read_code(typed: str) -> str:
    """As it was printed, however it was typed: case, blanks, hyphens and misread letters do not matter."""
    plain = "".join(c for c in typed[:100].upper().translate(_MISREAD) if c in _LETTERS)
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def count_attempt(reports: Reports, act: str, client: str) -> None:
    """Raises TooManyAttempts once the visitor has done this too often."""
    limit, window = LIMITS[act]
    now = reports.now()
    key_hash = reports.store.keyed_hash("attempt", f"{act} {now.date()} {client}")
    if not reports.store.take_attempt(key_hash, now, now - window, limit):
        raise TooManyAttempts("too many tries in a short time; wait an hour and try again")


def open_report(reports: Reports, key: Key) -> tuple[Report, Secrets]:
    """The report behind a reference and its secret.

    Raises ReportNotFound with one and the same sentence whether the reference does not exist, the secret is wrong or
    the report is erased; all of them cost the same work. Raises TooManyAttempts.
    """
    count_attempt(reports, "follow", key.client)
    reference = read_code(key.reference)
    given = reports.store.keyed_hash("secret", read_code(key.secret))
    kept = reports.store.secret_hash(reference)
    if not hmac.compare_digest(given, kept or "0" * 64) or not kept:
        raise ReportNotFound(NOT_FOUND)
    found = reports.store.find(reference)
    if found is None:
        raise ReportNotFound(NOT_FOUND)
    return found
