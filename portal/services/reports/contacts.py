"""Where to turn: the contacts a page may print, from the one dated and sourced table."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.record.area import Area
from portal.domain.record.statement import date_words
from portal.services.library.library import Library


@dataclass(frozen=True)
class WhereToTurn:
    """One way to reach somebody, with the date, in words, and the text it was seen in."""

    need: str
    name: str
    kind: str
    value: str
    as_of: str
    source_title: str
    source_url: str
    area_codes: str = ""
    rule: str = ""
    checked_on: str = ""


@dataclass(frozen=True)
class WhereToLook:
    """A text that was read about something no number or address is confirmed for. The value itself is never here."""

    need: str
    name: str
    source_title: str
    source_url: str
    checked_on: str


def contacts_for(library: Library, needs: tuple[str, ...]) -> tuple[WhereToTurn, ...]:
    """Printable contacts only, in the order of the needs; none that serves one area alone."""
    found = [contact for contact in _printable(library) if not contact.area_codes]
    return tuple(contact for need in needs for contact in found if contact.need == need)


def local_contacts(library: Library, area: Area) -> tuple[WhereToTurn, ...]:
    """Printable contacts that serve this area or one it lies in, and no other; by need and name."""
    codes = {above.code for above in library.lineage(area)}
    found = [contact for contact in _printable(library) if codes.intersection(contact.area_codes.split())]
    return tuple(sorted(found, key=lambda contact: (contact.need, contact.name)))


def routes(library: Library, needs: tuple[str, ...], area: Area | None) -> tuple[WhereToTurn, ...]:
    """For each need in turn, what serves this area alone and then what serves everybody."""
    own = local_contacts(library, area) if area else ()
    return tuple(
        contact
        for need in needs
        for contact in (*(one for one in own if one.need == need), *contacts_for(library, (need,)))
    )


def places_to_look(library: Library, needs: tuple[str, ...], area: Area | None) -> tuple[WhereToLook, ...]:
    """Rows of this area that nobody has confirmed: where they were read about, so that a reader can look there."""
    if area is None:
        return ()
    codes = {above.code for above in library.lineage(area)}
    rows = _rows(library, WhereToLook, "no", "area_codes")
    return tuple(
        WhereToLook(**{name: row[name] for name in WhereToLook.__dataclass_fields__})
        for row in rows
        if row["need"] in needs and codes.intersection(row["area_codes"].split()) and row["source_url"]
    )


def _printable(library: Library) -> list[WhereToTurn]:
    return [WhereToTurn(**row) for row in _rows(library, WhereToTurn, "yes")]


def _rows(
    library: Library, kind: type[WhereToTurn | WhereToLook], printable: str, *more: str
) -> list[dict[str, str]]:
    """Rows as text. A release from before a column was kept has it empty."""
    rows = library.data.table("contacts")
    columns = [*kind.__dataclass_fields__, *more]
    chosen = rows[rows["printable"] == printable].reindex(columns=columns, fill_value="").fillna("")
    return [
        {name: _day(str(value)) if name in ("as_of", "checked_on") else value for name, value in row.items()}
        for row in chosen.to_dict("records")
    ]


def _day(date: str) -> str:
    return date_words(date[:10]) if date else ""
