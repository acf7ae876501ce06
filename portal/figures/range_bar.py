"""A range drawn to scale as SVG: the wide range, the narrow one inside it, and the middle where one may be shown."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from portal.markup import Markup, Theme, render, token
from portal.services.checking.card import Card

RANGE_KEY = "Dashed: the range meant to hold 95 times in 100. Solid: 80 in 100. Diamond: the middle, where one may be given."
SCENARIO_KEY = (
    "The ends are the least and the most that the rates in the list would give. None of them is an estimate."
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


@dataclass(frozen=True)
class Colours:
    """What a drawing is painted with: hex colours, or CSS variables where the drawing stands inside a page of ours."""

    ink: str
    estimated: str
    paper: str


def colours(theme: Theme) -> Colours:
    """For a drawing that stands alone and cannot ask a page."""
    return Colours(token("ink", theme), token("estimated", theme), token("paper", theme))


OF_THE_PAGE = Colours("currentColor", "var(--estimated)", "var(--paper)")


def range_image(shown: Range, theme: Theme) -> Markup:
    """The bar as an image element, for pages that let no SVG of ours through; it cannot take its colour from there."""
    drawn = b64encode(range_bar(shown, colours(theme)).encode()).decode()
    return render("figures/range_image.html", drawn=drawn, words=shown.words)


def range_bar(shown: Range, painted: Colours = OF_THE_PAGE) -> Markup:
    """A small SVG that takes its colours from the page and is never wider than its text can bear."""
    scale = range_scale(shown, 8, 344)
    # A number stands under its place, kept clear of the nought and of the right edge.
    ends = [(min(max(scale.at(end), 40), 330), f"{end:,.0f}") for end in (shown.low, shown.high)]
    shapes = range_shapes(shown, scale, 10, 26, painted)
    return render("figures/range_bar.svg", words=shown.words, painted=painted, shapes=shapes, ends=ends)


def range_shapes(shown: Range, scale: Scale, top: float, height: float, painted: Colours) -> Markup:
    """The drawn parts alone, for a picture that places them itself."""
    return render(
        "figures/range_shapes.svg", is_scenario=shown.is_scenario, painted=painted, top=top, height=height,
        low=scale.at(shown.low), high=scale.at(shown.high),
        inner=[scale.at(value) for value in shown.inner] if shown.inner else None,
        central=None if shown.central is None else scale.at(shown.central),
    )  # fmt: skip
