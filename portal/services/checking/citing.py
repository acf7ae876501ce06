"""How a thing is cited: its link, its checksum, the short and the full citation, and the words to print with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from portal.domain.record.period import day_words
from portal.domain.site import SITE, is_public
from portal.services.checking.quotable import WITH_MONTHS, Quotable, QuoteAsked

NO_ADDRESS = "this copy has no public address, so this link works on this machine alone"
# A picture, a preview and a citation name a few sources and how many more there are.
MOST_SOURCES = 4


@dataclass(frozen=True)
class Citation:
    """What a quotation is printed with. `checksum` is of what it says, whatever the release that says it."""

    link: str
    checksum: str
    quote: str
    short: str
    full: str


def cited_link(root: str, path: str) -> str:
    """An address that others can open; on a copy without one, the path and that there is none."""
    return f"{root.rstrip('/')}{path}" if is_public(root) else f"{path} ({NO_ADDRESS})"


def query_of(asked: QuoteAsked, release: str = "") -> str:
    """The thing as an address; with `release` it is frozen."""
    keys = {"of": asked.of, "id": asked.id}
    if asked.of in WITH_MONTHS and asked.period:
        keys |= {"from": asked.period.first, "to": asked.period.last}
    if asked.of == "comparison":
        keys |= {"than": asked.other.first} if asked.other else {}
        keys |= {"crime": asked.crime}
    return urlencode(keys | ({"release": release} if release else {}), safe=":")


def said_json(shown: Quotable) -> dict[str, Any]:
    """What is said, without the release and without any address: what the checksum is taken of."""
    period = shown.asked.period
    return {
        "of": shown.asked.of,
        "id": shown.asked.id,
        "from": period.first if period else None,
        "to": period.last if period else None,
        "title": shown.title,
        "sentence": shown.sentence,
        "caveat": shown.caveat,
        "sources": [asdict(source) for source in shown.sources],
    }


def compact(said: dict[str, Any]) -> bytes:
    """Compact JSON in UTF-8: what a checksum is taken of, and what a reader needs to take it again."""
    return json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def digest(content: bytes) -> str:
    """The first twelve digits of the SHA-256."""
    return hashlib.sha256(content).hexdigest()[:12]


def cite(shown: Quotable, root: str, today: date) -> Citation:
    checksum = digest(compact(said_json(shown)))
    link = cited_link(root, f"/quote?{query_of(shown.asked, shown.release)}")
    named = [source.title for source in shown.sources[:MOST_SOURCES]]
    more = len(shown.sources) - len(named)
    sources = "; ".join(named) + (f"; and {more} more" if more > 0 else "")
    return Citation(
        link=link,
        checksum=checksum,
        quote=f"{shown.sentence} {shown.caveat} ({SITE}, release {shown.release}, checksum {checksum}: {link})",
        short=f"{SITE}: {shown.title} (release {shown.release})",
        full=(
            f"{SITE}. {shown.title}. From: {sources}. Release {shown.release}, checksum {checksum}, "
            f"read {day_words(today.isoformat())}. {link}"
        ),
    )
