"""Where to turn: the contacts a page may print, from the one dated and sourced table."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.record.area import Area
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
    area_codes: str = ""
    rule: str = ""


def contacts_for(library: Library, needs: tuple[str, ...]) -> tuple[WhereToTurn, ...]:
    """Printable contacts only, in the order of the needs; none that serves one area alone."""
    found = [contact for contact in _printable(library) if not contact.area_codes]
    return tuple(contact for need in needs for contact in found if contact.need == need)


def local_contacts(library: Library, area: Area) -> tuple[WhereToTurn, ...]:
    """Printable contacts that serve this area or one it lies in, and no other; by need and name."""
    codes = {above.code for above in library.lineage(area)}
    found = [contact for contact in _printable(library) if codes.intersection(contact.area_codes.split())]
    return tuple(sorted(found, key=lambda contact: (contact.need, contact.name)))


def _printable(library: Library) -> list[WhereToTurn]:
    """A release from before a column was kept has it empty."""
    rows = library.data.table("contacts")
    columns = list(WhereToTurn.__dataclass_fields__)
    printable = rows[rows["printable"] == "yes"].reindex(columns=columns, fill_value="")
    return [WhereToTurn(**row) for row in printable.to_dict("records")]
