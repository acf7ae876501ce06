"""Parts of a brief that stand on the first page where there is room for them and else begin the second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.figures.paper.lettering import HEADING, SMALL, TEXT, Para
from portal.figures.paper.marks import TYPE_ROW, type_bars
from portal.figures.paper.sheet import INSIDE, LEFT, Sheet
from portal.services.briefing.brief import Brief

# The room between two parts, in millimetres.
SECTION = 3.4


@dataclass(frozen=True)
class Section:
    """`height` is what it takes, `draw` sets it from a height on and gives where it ends."""

    height: Callable[[Sheet, Brief], float]
    draw: Callable[[Sheet, Brief, float], float]


def _types(sheet: Sheet, shown: Brief, y: float) -> float:
    """What kinds of crime, and incidents apart; or why there are none."""
    y = sheet.words(LEFT, y, INSIDE, "By type", HEADING, tag="H2") + 0.6
    if not shown.types:
        return sheet.words(LEFT, y, INSIDE, shown.no_types, TEXT)
    heading = f"Crimes recorded, {shown.figure.period.words}; in brackets, in every 100"
    y = sheet.words(LEFT, y, INSIDE, heading, SMALL, tag="Caption") + 0.6
    y = type_bars(sheet, LEFT, y, INSIDE, shown.types) + 1.2
    return sheet.words(LEFT, y, INSIDE, shown.incidents, SMALL)


def _types_height(sheet: Sheet, shown: Brief) -> float:
    if not shown.types:
        return HEADING.step + 0.6 + sheet.height(shown.no_types, TEXT, INSIDE)
    rows = (len(shown.types) + 1) // 2
    return HEADING.step + SMALL.step + rows * TYPE_ROW + 2.4 + sheet.height(shown.incidents, SMALL, INSIDE)


def _compared(shown: Brief) -> list[Para]:
    return [Para("Compared with an earlier period", HEADING, 0.8, "H2"), Para(shown.comparison, SMALL, 0)]


TYPES = Section(_types_height, _types)
COMPARISON = Section(
    lambda sheet, shown: sheet.flow_height(INSIDE, _compared(shown)),
    lambda sheet, shown, y: sheet.flow(LEFT, y, INSIDE, _compared(shown)),
)
