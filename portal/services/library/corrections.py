"""The corrections as people read them: rows of the table with the codes of other tables' rows put into words."""

from __future__ import annotations

import re

from portal.domain.record.statement import date_words
from portal.services.library.library import Library
from portal.services.library.thread_tables import Row, thread_rows

_CODE = r"[SA]\d{2,}"
_LIST = rf"{_CODE}(?:(?:, | and ){_CODE})*"
_ASIDE = re.compile(rf"\s*\({_LIST}\)")
_NAMED = re.compile(rf"(?:audits? )?({_LIST})")


def corrections(library: Library) -> list[Row]:
    """Newest first; `place` says where the correction was made, as `where` does, in words alone."""
    rows = sorted(
        thread_rows(library, "corrections"),
        key=lambda row: (str(row["made_on"]), row["correction_id"]),
        reverse=True,
    )
    return [row | {"place": _in_words(library, str(row["where"]))} for row in rows]


def _in_words(library: Library, where: str) -> str:
    """Codes beside words are left out; where a code stands alone, the inspection or the day of the statement does."""
    return _NAMED.sub(lambda found: _names(library, found[1]), _ASIDE.sub("", where))


def _names(library: Library, listed: str) -> str:
    """A code that no table has stays as it is."""
    titles = {row["inspection_id"]: f"“{row['title']}”" for row in thread_rows(library, "inspections")}
    names = {row["audit_id"]: titles.get(row["inspection_id"], "") for row in thread_rows(library, "audits")}
    days = {
        row["statement_id"]: date_words(str(row["said_on"])) for row in thread_rows(library, "statements")
    }
    codes = re.findall(_CODE, listed)
    found = list(dict.fromkeys(names.get(code) or days.get(code) or code for code in codes))
    joined = " and ".join((", ".join(found[:-1]), found[-1])) if len(found) > 1 else found[0]
    return f"the words of {joined}" if days.keys() & set(codes) else joined
