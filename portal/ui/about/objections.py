"""Answers to "you are biased", with what the tables of this force can fill."""

from __future__ import annotations

from portal.services.both_sides.statements import tallies
from portal.services.library.library import Library
from portal.ui.about.words import OBJECTIONS


def objections(library: Library) -> list[tuple[str, str]]:
    """What is said against this site and its answer; one about an exchange this release has none of is left out."""
    own = library.data.force
    room = f"{own['same_room']} " if "same_room" in own else ""
    values = {**tallies(library), "began_with": own.get("began_with", ""), "same_room": room}
    return [
        (objection, told.format_map(values))
        for objection, told in OBJECTIONS
        if values["began_with"] or "{began_with}" not in told
    ]
