"""The one guard of every table that a spreadsheet may open: no cell of ours is ever run as a formula."""

from __future__ import annotations

# A spreadsheet takes a cell that starts with one of these for a formula and would run it.
_LIVE = ("=", "+", "-", "@")


def without_formula(cell: str) -> str:
    """The cell on one line, with an apostrophe before it where a spreadsheet would run it.

    Breaks and tabs become spaces first, because a spreadsheet passes over those that stand at the start.
    """
    line = cell if cell.isprintable() else " ".join(cell.split())
    return f"'{line}" if line.startswith(_LIVE) else line
