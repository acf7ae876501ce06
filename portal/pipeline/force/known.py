"""The 43 territorial forces of England and Wales: how the official files, the lookups and the inspectors name each."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from portal.errors import BadRequest


@dataclass(frozen=True)
class KnownForce:
    """`slug` names its official files, `feed_name` stands in their rows, `inspected_as` in inspectors' reports."""

    slug: str
    name: str
    feed_name: str
    pfa_code: str
    inspected_as: str


@cache
def known_to_ons() -> dict[str, KnownForce]:
    """Every force by slug."""
    text = (files("portal.pipeline.force") / "forces.csv").read_text(encoding="utf-8")
    return {row["slug"]: KnownForce(**row) for row in csv.DictReader(text.splitlines())}


def known_force(slug: str) -> KnownForce:
    """Raises BadRequest, with every name there is, for one that is not a territorial force of England and Wales."""
    known = known_to_ons()
    if slug not in known:
        raise BadRequest(
            f"'{slug[:40]}' is no territorial police force of England and Wales as data.police.uk names its files; use one "
            f"of: {', '.join(known)}"
        )
    return known[slug]


def others_named(force: KnownForce) -> re.Pattern[str]:
    """Finds the name of any other force, and of a county in it, wherever a text has it."""
    parts = {
        part
        for other in known_to_ons().values()
        if other.slug != force.slug
        for name in (other.name, other.inspected_as, other.feed_name)
        for part in (name, *re.split(r" & | and ", name))
    }
    own = f"{force.name} {force.inspected_as} {force.feed_name}"
    listed = sorted((re.escape(part) for part in parts if part not in own), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.I)
