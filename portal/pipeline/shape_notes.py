"""What the data package says of each file of shapes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShapeNote:
    """Title and description for a reader; `sources` are ids of contract/sources.yaml."""

    title: str
    description: str
    sources: tuple[str, ...]


SURROUNDINGS = "surroundings"
_AROUND = ShapeNote(
    "Land around, built-up ground, roads and settlements",
    "One feature is something to draw beneath or beside the areas; `kind` is land, ground, road or place, `people` a size "
    "for labels and never a denominator. WGS84.",
    ("ons-outlines-uk", "ons-boundaries", "os-roads", "geonames"),
)


def note_of(name: str) -> ShapeNote:
    """Of the surroundings, or of the outlines of the level of this name."""
    if name == SURROUNDINGS:
        return _AROUND
    return ShapeNote(
        f"Outlines of the level {name}",
        "One feature is an area; id is its area code. WGS84, simplified with shared borders kept shared.",
        ("ons-boundaries",),
    )
