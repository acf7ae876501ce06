"""The papers about a place and where they stand, for every page that leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from portal.domain.record.area import Area

BRIEF, MEETING = "/brief", "/meeting"
ENDING = ".pdf"


@dataclass(frozen=True)
class Paper:
    """`words` for a link to it; `holds` says what is on it."""

    address: str
    words: str
    holds: str


def paper_address(path: str, area: Area, release: str = "") -> str:
    """Of BRIEF or MEETING; with `release` it is fixed to that."""
    query = f"?{urlencode({'release': release})}" if release else ""
    return f"{path}/{quote(area.code, safe=':+')}{ENDING}{query}"


def papers(area: Area, release: str = "") -> tuple[Paper, ...]:
    """The brief, then the page for a meeting."""
    return (
        Paper(
            paper_address(BRIEF, area, release), f"{area.name} on two pages",
            "the map, what was recorded and may be missing, what was said, and how to write",
        ),
        Paper(
            paper_address(MEETING, area, release), f"{area.name} on one page, for a meeting",
            "the same answers in large type, to be read out",
        ),
    )  # fmt: skip
