"""How text is set on paper: sizes, colours and weights, and a block of text that has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

# In millimetres.
POINT = 25.4 / 72
Tag = Literal["H1", "H2", "H3", "P", "LI", "Caption"]


@dataclass(frozen=True)
class Face:
    """How text is set. `size` in points; a line takes `leading` times as much; `colour` is the name of one of ours."""

    size: float
    is_bold: bool = False
    family: str = "sans"
    colour: str = "ink"
    leading: float = 1.3

    @property
    def step(self) -> float:
        """From one line to the next, in millimetres."""
        return self.size * POINT * self.leading

    def at(self, size: float) -> Face:
        return replace(self, size=size)


TEXT, SMALL = Face(9.5), Face(8.2, colour="soft")
LINK = Face(8.2, colour="link")
KICK = Face(8.2, is_bold=True, colour="soft")
HEADING = Face(13, is_bold=True, family="serif", leading=1.2)


@dataclass(frozen=True)
class Para:
    """One block of text in a flow. `after`: the room below it in millimetres; `link`: the address it leads to."""

    words: str
    face: Face = TEXT
    after: float = 1.4
    tag: Tag = "P"
    link: str = ""
