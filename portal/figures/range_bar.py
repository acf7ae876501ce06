"""A range drawn to scale as SVG: the wide range, the narrow one inside it, and the middle where one may be shown."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape

from portal.services.checking.card import Card

# Stands at 3:1 or better on both the light and the dark page; counted numbers never wear it.
MODELLED = "#9B6BB0"
RANGE_KEY = "Dashed: the range meant to hold 95 times in 100. Solid: 80 in 100. Diamond: the middle, where one may be given."
SCENARIO_KEY = (
    "The ends are what the highest and the lowest audited rates would give. Diamond: the inspection chosen."
)


@dataclass(frozen=True)
class Range:
    """What is drawn. `words` says the same for whoever does not see it. A scenario is a line, not a filled range."""

    low: float
    high: float
    words: str
    inner: tuple[float, float] | None = None
    central: float | None = None
    is_scenario: bool = False

    @property
    def key(self) -> str:
        """What the parts of the drawing mean."""
        return SCENARIO_KEY if self.is_scenario else RANGE_KEY


@dataclass(frozen=True)
class Scale:
    """Pixels of a number on an axis that starts at nought, so that a length is an amount."""

    left: float
    width: float
    most: float

    def at(self, value: float) -> float:
        return round(self.left + self.width * value / self.most, 1)


def range_of(card: Card) -> Range | None:
    """The range of a figure as it is drawn; None for a count and where there is no figure."""
    printed, figure = card.printed, card.figure
    if printed.outer is None or printed.outer[1] <= 0:
        return None
    is_scenario = figure.basis.kind == "scenario"
    return Range(*printed.outer, figure.sentence, printed.inner, printed.central, is_scenario)


def range_scale(shown: Range, left: float, width: float) -> Scale:
    return Scale(left, width, 1.08 * max(shown.high, shown.central or 0, 1))


def range_image(shown: Range, dark: bool) -> str:
    """The bar as an image element, for pages that let no SVG of ours through; it cannot take its colour from there."""
    drawn = b64encode(range_bar(shown, "#F3F5F7" if dark else "#0B0C0C").encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{drawn}" alt="{escape(shown.words)}" style="width:100%;max-width:30rem">'


def range_bar(shown: Range, ink: str = "currentColor") -> str:
    """A small SVG that takes its text colour from the page and is never wider than its text can bear."""
    scale = range_scale(shown, 8, 344)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" color="{ink}" font-family="sans-serif" viewBox="0 0 360 66" width="480" height="88" role="img" '
        f'aria-label="{escape(shown.words)}">'
        f"{range_shapes(shown, scale, 10, 26)}"
        '<line x1="8" y1="46" x2="352" y2="46" stroke="currentColor" stroke-width="1"/>'
        f"{_label(8, 'start', 0)}{_label(scale.at(shown.low), 'end', shown.low, scale)}"
        f"{_label(scale.at(shown.high), 'end', shown.high, scale)}</svg>"
    )


def _label(x: float, anchor: str, value: float, scale: Scale | None = None) -> str:
    """The number under its place, kept clear of the nought and of the right edge."""
    if scale is not None:
        x, anchor = min(max(x, 40), 330), "middle"
    return (
        f'<text x="{x}" y="62" font-size="13" text-anchor="{anchor}" fill="currentColor">{value:,.0f}</text>'
    )


def range_shapes(shown: Range, scale: Scale, top: float, height: float) -> str:
    """The drawn parts alone, for a picture that places them itself."""
    low, high, middle = scale.at(shown.low), scale.at(shown.high), top + height / 2
    if shown.is_scenario:
        outer = (
            f'<line x1="{low}" y1="{middle}" x2="{high}" y2="{middle}" stroke="{MODELLED}" stroke-width="3" stroke-dasharray="6 5"/>'
            f'<line x1="{low}" y1="{top}" x2="{low}" y2="{top + height}" stroke="{MODELLED}" stroke-width="3"/>'
            f'<line x1="{high}" y1="{top}" x2="{high}" y2="{top + height}" stroke="{MODELLED}" stroke-width="3"/>'
        )
    else:
        outer = (
            f'<rect x="{low}" y="{top}" width="{round(high - low, 1)}" height="{height}" fill="{MODELLED}" fill-opacity="0.18" '
            f'stroke="{MODELLED}" stroke-width="2" stroke-dasharray="6 4"/>'
        )
    inner = ""
    if shown.inner:
        start, end = (scale.at(value) for value in shown.inner)
        inner = f'<rect x="{start}" y="{top + height / 4}" width="{round(end - start, 1)}" height="{height / 2}" fill="{MODELLED}" fill-opacity="0.55"/>'
    mark = ""
    if shown.central is not None:
        x, half = scale.at(shown.central), height * 0.3
        mark = (
            f'<path d="M{x} {middle - half}L{x + half} {middle}L{x} {middle + half}L{x - half} {middle}Z" fill="#fff" '
            f'stroke="{MODELLED}" stroke-width="3"/>'
        )
    return outer + inner + mark
