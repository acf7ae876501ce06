"""Hatching can be seen on every class colour."""

from __future__ import annotations

import pytest

from portal.figures.palette import ESTIMATED, hatch_line, ramp


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("classes", [1, 3, 5, 7])
def test_hatching_stands_out_from_every_colour_of_an_estimate(classes: int) -> None:
    for colour in ramp(classes, ESTIMATED):
        low, high = sorted((luminance(colour), luminance(hatch_line(colour))))
        assert (high + 0.05) / (low + 0.05) >= 2.3, colour
