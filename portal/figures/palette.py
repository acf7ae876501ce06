"""Colours, each with its reason. Recorded and estimated numbers never share one."""

from __future__ import annotations

# One hue darkening over five steps, safe for the common forms of colour blindness (ColorBrewer's own test).
RECORDED = "YlGnBu"
# Modelled numbers have a hue of their own, and hatching where they are uncertain.
ESTIMATED = "PuRd"
# Carries white text at 4.9:1 and stands on a dark page at 3.9:1, so one blue serves both themes.
LINE = "#2073BC"
MARK = "#D4351C"
NO_VALUE = "#B1B4B6"


def ramp(classes: int, name: str = RECORDED) -> list[str]:
    """Hex colours for 1 to 9 classes, lightest first. ColorBrewer starts at three; fewer take its first ones."""
    from palettable.colorbrewer import sequential

    return list(getattr(sequential, f"{name}_{min(max(classes, 3), 9)}").hex_colors[:classes])


def hatch_line(colour: str) -> str:
    """The colour of hatching on `colour`: white on strong colours, violet on pale ones, where white cannot be seen.

    Pale is a relative luminance (WCAG 2.2) over .4, at which a white line stands out by less than 2.4:1.
    """
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return "#7D6B8A" if 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.4 else "#FFFFFF"
