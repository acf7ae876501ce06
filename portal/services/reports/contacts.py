"""Where to turn: the contacts a page may print, from the one dated and sourced table."""

from __future__ import annotations

from dataclasses import dataclass

from portal.services.library.library import Library


@dataclass(frozen=True)
class WhereToTurn:
    """One way to reach somebody, with the date and text it was seen in."""

    need: str
    name: str
    kind: str
    value: str
    as_of: str
    source_title: str
    source_url: str


def contacts_for(library: Library, needs: tuple[str, ...]) -> tuple[WhereToTurn, ...]:
    """Printable contacts only, in the order of the needs."""
    rows = library.data.table("contacts")
    printable = rows[rows["printable"] == "yes"]
    columns = list(WhereToTurn.__dataclass_fields__)
    found = [WhereToTurn(**row) for row in printable[columns].to_dict("records")]
    return tuple(contact for need in needs for contact in found if contact.need == need)
