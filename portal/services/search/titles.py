"""What the page at an address is called: by its place, its claim or its exchange where it is about one."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.record.area import Area
from portal.domain.site import SitePage
from portal.services.both_sides.claims import Claim, claims
from portal.services.both_sides.statements import Thread, thread_of
from portal.services.library.library import Library
from portal.services.library.selection import KEYS

# What the map of the first page may be asked for; any other key asks for a place.
OF_THE_MAP = frozenset({"measure", "columns"})


def is_landing(address: Mapping[str, str]) -> bool:
    """Whether the address asks for no place and for nothing of one."""
    return not any(key in address for key in KEYS if key not in OF_THE_MAP)


def place_title(library: Library, area: Area) -> str:
    """The place with the area it lies in."""
    above = library.lineage(area)[:-1][::-1]
    return f"Recorded crime in {area.name}, {above[0].name}" if above else f"Recorded crime in {area.name}"


def claim_or_thread(library: Library, address: Mapping[str, str]) -> Claim | Thread | None:
    """What the address of Both sides names; None where that is nothing held here."""
    key = address.get("thread", "")
    named = next((claim for claim in claims(library) if claim.claim_id == key), None)
    if named or not key:
        return named
    found = thread_of(library, key)
    return found[0] if found else None


def page_title(library: Library, page: SitePage, address: Mapping[str, str]) -> str:
    """Without the name of the site."""
    if page.script == "your_area" and not is_landing(address):
        area = library.areas.get(library.code_of(address.get("area", "")))
        return place_title(library, area or library.default_area)
    if page.script == "both_sides":
        about = claim_or_thread(library, address)
        if about:
            return about.heading if isinstance(about, Claim) else about.title
    return page.title
