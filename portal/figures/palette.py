"""Colours, each with its reason. Recorded and estimated numbers never share one."""

from __future__ import annotations

# One hue darkening over five steps, safe for the common forms of colour blindness (ColorBrewer's own test).
RECORDED = "YlGnBu"
# Carries white text at 4.9:1 and stands on a dark page at 3.9:1, so one blue serves both themes.
LINE = "#2073BC"
MARK = "#D4351C"
NO_VALUE = "#B1B4B6"


def ramp(classes: int, name: str = RECORDED) -> list[str]:
    """Hex colours for 1 to 9 classes, lightest first. ColorBrewer starts at three; fewer take its first ones."""
    from palettable.colorbrewer import sequential

    return list(getattr(sequential, f"{name}_{min(max(classes, 3), 9)}").hex_colors[:classes])
