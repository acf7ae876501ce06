"""Where things stand on the line of a card, as shares of its length."""

from __future__ import annotations

# An axis begins at nought and leaves a little room beyond what lies farthest.
ROOM = 1.06


def share(value: float, longest: float) -> float:
    """How far along a value stands, of 100; `longest` is the largest of all that share the axis."""
    return round(100 * value / (ROOM * longest or 1.0), 2)


def span(low: float, high: float, longest: float) -> dict[str, float]:
    """Where a range begins and how long it is, of 100."""
    return {"left": share(low, longest), "width": share(high - low, longest)}
