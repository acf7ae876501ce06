"""The forces that this process serves, and what is known of each without reading its record."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from portal import bootstrap
from portal.domain.at_hand import serving, slug
from portal.errors import TableBreaksContract

if TYPE_CHECKING:
    from portal.services.search.elsewhere import Names
    from portal.services.search.printed import Mention
    from portal.tables.load import Package


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class HeldForce:
    """`at_hand`: what it is called where one says which force is meant, empty for the one at the root. `slug` is never empty."""

    at_hand: str
    slug: str
    name: str

    @property
    def path(self) -> str:
        return f"/{self.slug}/" if self.slug else "/"


def own_slug() -> str:
    """The short name of the force at hand, as its tables say it; empty where they are damaged or too old to say."""
    try:
        return str(_tables().force.get("slug", ""))
    except TableBreaksContract:
        return ""


def _tables() -> Package:
    from portal.tables.load import open_package

    return open_package(bootstrap.settings().data_dir)


# A process serves what it held when it was first asked; with new tables it is renewed.
@lru_cache(maxsize=1)
def held_forces() -> tuple[HeldForce, ...]:
    """Every force that is served and whose tables have a description: the one at the root first, then by name."""
    with serving(""):
        others = bootstrap.settings().others
    found = []
    for force in ("", *others):
        with serving(force):
            try:
                told = _tables().force
            except TableBreaksContract:
                continue
        found.append(HeldForce(force, force or told.get("slug", ""), told["name"]))
    return tuple(sorted(found, key=lambda one: (one.at_hand != "", one.name)))


def outlines(force: HeldForce) -> bytes:
    """GeoJSON of a force's sectors. Raises TableBreaksContract."""
    from portal.tables.load import open_package

    with serving(force.at_hand):
        return open_package(bootstrap.settings().geodata_dir).content("shapes-sector")


def next_door() -> tuple[HeldForce, ...]:
    """Forces that are served whose land comes within a few kilometres of that of the force at hand, by name."""
    held = held_forces() if _serves_several() else ()
    own = next((_cells(force) for force in held if force.at_hand == slug()), frozenset())
    return tuple(force for force in held if force.at_hand != slug() and own & _cells(force))


@lru_cache(maxsize=64)
def _cells(force: HeldForce) -> frozenset[tuple[int, int]]:
    """The squares of a coarse grid that a force's outlines run through; none where they cannot be read."""
    from portal.figures.forces_map import squares

    try:
        return squares(json.loads(outlines(force))["features"])
    except TableBreaksContract:
        return frozenset()


def elsewhere(text: str) -> tuple[Mention, ...]:
    """What is so called in the other forces that are served, as links; nothing where one force is."""
    from portal.services.search.printed import Mention

    here, found = slug(), []
    for force in held_forces() if _serves_several() else ():
        names = _names(force) if force.at_hand != here else None
        if names and (named := names.find(text)):
            spelt, code = named
            # Which of several is meant is asked there, by the name as it is held and not as it was typed.
            path = (
                f"{force.path}?area={quote(code, safe=':+')}"
                if code
                else f"{force.path}find?q={quote(spelt)}"
            )
            found.append(Mention("place", code, f"{spelt}, in {force.name}", path))
    return tuple(found)


def _serves_several() -> bool:
    return bool(bootstrap.settings().others)


@lru_cache(maxsize=64)
def _names(force: HeldForce) -> Names | None:
    from portal.services.search.elsewhere import read_names
    from portal.tables.load import open_package

    with serving(force.at_hand):
        try:
            return read_names(_tables(), open_package(bootstrap.settings().geodata_dir))
        except TableBreaksContract as error:
            log.error("the names of %s cannot be read: %s", force.slug, error)
            return None
