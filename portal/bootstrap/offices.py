"""What both doors of writing in are given."""

from __future__ import annotations

from portal import bootstrap
from portal.services.library.library import Library
from portal.services.writing.office import Office


def office(of: Library) -> Office:
    """`of` is the release whose sectors are offered. Nothing is opened until it is asked for."""
    told = bootstrap.settings()
    return Office(
        of,
        told.sends_mail,
        told.operator_contact,
        lambda: bootstrap.gate().accounts,
        bootstrap.public_desk,
    )
