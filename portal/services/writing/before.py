"""The box that stands before the first question: who reads it, how fast, what it can do and what it cannot."""

from __future__ import annotations

from portal.domain.reports.report import ANSWER_WITHIN
from portal.errors import PortalError
from portal.services.publishing.usual_time import usual_time
from portal.services.reports.draft import Draft
from portal.services.reports.readers import is_read
from portal.services.writing import words
from portal.services.writing.office import Office

_OF_OPERATOR = {
    "title": words.BEFORE,
    "first": "",
    "who": words.OPERATOR_READS,
    "fast": words.OPERATOR_FAST,
    "can": words.OPERATOR_CAN,
    "cannot": words.OPERATOR_CANNOT,
}


def before(office: Office, draft: Draft | None, sector: str) -> dict[str, str]:
    """The lines of the box, for the draft that is open or, before there is one, for the sector that is known."""
    if draft and draft.kind == "correction":
        return _OF_OPERATOR
    code = (draft.sector if draft else "") or sector
    named = office.library.areas.get(code)
    return _values(office, named.name if named else "", code)


def _values(office: Office, name: str, sector: str) -> dict[str, str]:
    """Each line is said only when it is known to be true: a database that is down says nothing of readers or times."""
    asked = words.FAST.format(days=ANSWER_WITHIN.days)
    fixed = {"can": words.CAN_DO, "cannot": words.CANNOT_DO, "first": ""}
    if not name:
        return fixed | {"title": words.BEFORE, "who": words.READ_WHERE, "fast": asked}
    title = words.BEFORE_PLACE.format(place=name)
    waits = words.FAST_NOBODY.format(days=ANSWER_WITHIN.days)
    try:
        read = is_read(office.accounts(), sector)
        took = _took(office, sector)
    except PortalError:
        return fixed | {"title": title, "who": words.READ_UNKNOWN.format(place=name), "fast": waits}
    if read:
        return fixed | {"title": title, "who": words.READ_BY.format(place=name), "fast": f"{asked} {took}"}
    who = words.READ_BY_NOBODY.format(place=name)
    return fixed | {"title": title, "first": words.NOBODY_YET_READS, "who": who, "fast": f"{waits} {took}"}


def _took(office: Office, sector: str) -> str:
    usual = usual_time(office.publisher(), sector)
    if usual.days is not None:
        return words.LAST_TEN.format(took=words.days(usual.days))
    return words.FEW_ANSWERS if usual.is_answered else words.NO_ANSWER_HERE
