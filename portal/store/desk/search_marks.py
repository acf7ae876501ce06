"""Search marks: short keyed hashes of a report's words, so that searching 10,000 reports decrypts none but those it shows.

Each report has a salt of its own, its id: the same word has another mark in another report, so whoever has the database
without the keys can count no words and compare no two reports. What is left to them is about how many different words a
report has. Marks are five bytes, so a mark that fits by chance turns up once in billions.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from portal.store.tables import Tables

_BYTES = 5
# A word and its other forms share their first letters: burglary, burglars, burglaries.
_STEM = 6
_WORD = re.compile(r"[^\W_]+")


def stems(text: str) -> set[str]:
    """What is compared of a text: its words without case and accents, cut to their beginnings."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    bare = re.sub(r"['’]s?\b", "", bare)
    return {_stem(word) for word in _WORD.findall(bare)}


def _stem(word: str) -> str:
    return (word.removesuffix("s") if len(word) > 3 else word)[:_STEM]


def mark(key: bytes, report_id: str, stem: str) -> bytes:
    return hashlib.blake2b(f"{report_id}\0{stem}".encode(), key=key[:64], digest_size=_BYTES).digest()


def marks_of(key: bytes, report_id: str, text: str) -> bytes:
    """Every word of a text once, in no order of the text."""
    return b"".join(sorted(mark(key, report_id, stem) for stem in stems(text)))


def holds(key: bytes, report_id: str, marks: bytes, wanted: Iterable[str]) -> bool:
    """Whether every stem asked for is among a report's marks."""
    return all(_is_in(mark(key, report_id, stem), marks) for stem in wanted)


def _is_in(one: bytes, marks: bytes) -> bool:
    at = marks.find(one)
    while at >= 0 and at % _BYTES:
        at = marks.find(one, at + 1)
    return at >= 0


def put_marks(connection: Connection, tables: Tables, report_id: str) -> None:
    """Those of the newest words and of the author's name, in place of what was there."""
    reports, versions, table = tables.reports, tables.versions, tables.search_marks
    name = connection.execute(select(reports.c.contact_name).where(reports.c.report_id == report_id)).scalar()
    newest = connection.execute(
        select(versions).where(versions.c.report_id == report_id).order_by(versions.c.version.desc()).limit(1)
    ).first()
    words = (newest.public_text, newest.police_only_text, newest.wanted_text) if newest else ()
    made = marks_of(tables.hash_key, report_id, " ".join(filter(None, (name, *words))))
    connection.execute(delete(table).where(table.c.report_id == report_id))
    connection.execute(insert(table).values(report_id=report_id, marks=made))


def mark_the_rest(connection: Connection, tables: Tables) -> int:
    """Reports from before there were marks get theirs at the first start; says how many."""
    reports, table = tables.reports, tables.search_marks
    bare = select(reports.c.report_id).where(
        reports.c.report_id.not_in(select(table.c.report_id)), reports.c.state != "erased"
    )
    ids = connection.execute(bare).scalars().all()
    for report_id in ids:
        put_marks(connection, tables, report_id)
    return len(ids)
