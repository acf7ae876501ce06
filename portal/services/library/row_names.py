"""Codes of our own rows, such as S11 or A21, put into words: nobody but us knows a statement or an audit by them."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.domain.record.statement import date_words
from portal.services.library.library import Library
from portal.services.library.thread_tables import thread_rows

_CODE = r"\b[SA]\d{2,3}\b"
_LIST = rf"{_CODE}(?:(?:, | and ){_CODE})*"
_ASIDE = re.compile(rf"\s*\({_LIST}\)")
_NAMED = re.compile(rf"(?:audits? (?:row )?)?({_LIST})")


def in_words(library: Library, text: str) -> str:
    """A statement is named by its day, an audit by its inspection or what it was read in. A code no table has stays."""

    def named(found: re.Match[str]) -> str:
        names = _names(library, found[1])
        begins = found.start() == 0 or text[: found.start()].endswith(". ")
        return names[0].upper() + names[1:] if begins else names

    return _NAMED.sub(named, text)


def without_asides(text: str) -> str:
    """The text without the codes that stand in brackets beside words."""
    return _ASIDE.sub("", text)


def _names(library: Library, listed: str) -> str:
    audits, days = _named_rows(library)
    codes = re.findall(_CODE, listed)
    found = list(dict.fromkeys(audits.get(code) or days.get(code) or code for code in codes))
    joined = " and ".join((", ".join(found[:-1]), found[-1])) if len(found) > 1 else found[0]
    if not days.keys() & set(codes):
        return joined
    return f"the statement{'s' if len(found) > 1 else ''} of {joined}"


@lru_cache(maxsize=4)
def _named_rows(library: Library) -> tuple[dict[str, str], dict[str, str]]:
    """Audits and statements by their codes."""
    titles = {row["inspection_id"]: str(row["title"]) for row in thread_rows(library, "inspections")}
    audits = {
        row["audit_id"]: f"“{titles.get(row['inspection_id']) or row['source_title']}”"
        for row in thread_rows(library, "audits")
    }
    days = {
        row["statement_id"]: date_words(str(row["said_on"])) for row in thread_rows(library, "statements")
    }
    return audits, days
