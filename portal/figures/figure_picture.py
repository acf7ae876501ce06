"""A figure as a picture to print or post: title, number or range, drawn to scale, with caveat and source burned in."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from portal.domain.record.period import month_words
from portal.domain.site import SITE
from portal.figures.range_bar import Range, colours, range_of, range_scale, range_shapes
from portal.markup import Markup, render, token
from portal.services.checking.card import Card

WIDTH, HEIGHT = 1200, 630
# A picture is white whatever the reader's page is.
INK, SOFT = token("ink"), token("soft")
# Metric twins of Arial; the first found is used, and all three are as wide.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# Sources that differ from row to row are named in the table itself.
IN_THE_TABLE = "named in each row"


@dataclass(frozen=True)
class Picture:
    """Everything the picture says. Exactly one of `bars` and `range` is drawn; neither where there is no figure."""

    title: str
    kind: str
    headline: str
    caveat: str
    source: str
    link: str
    words: str
    bars: Sequence[tuple[str, int]] = ()
    range: Range | None = None


def picture_of(card: Card) -> str:
    """The picture of a figure as SVG, with months, caveat, source and address burned in."""
    figure = card.figure
    publishers = dict.fromkeys(s.publisher for s in figure.sources if s.publisher != IN_THE_TABLE)
    return figure_picture(
        Picture(
            title=card.title,
            kind=card.kind,
            headline=figure.sentence if figure.basis.kind == "none" else card.headline,
            caveat=card.caveat,
            source=f"Source: {'; '.join(publishers)}. Release {figure.release}.",
            link=card.link,
            words=figure.sentence,
            bars=card.months,
            range=range_of(card),
        )
    )


def figure_picture(shown: Picture) -> str:
    """The picture as SVG. Its text stays text, and its title and description say what it shows. Nothing is cut short."""
    title, has_chart = textwrap.wrap(shown.title, 68), bool(shown.range or len(shown.bars) > 1)
    number = textwrap.wrap(shown.headline, 46 if has_chart else 42)
    size = 46 if has_chart and len(title) < 3 else 40
    top = 116 + 40 * len(title)
    below = top + (size + 6) * len(number)
    caveat, source = textwrap.wrap(shown.caveat, 114), _wrapped_source(shown)
    notes = HEIGHT - 34 - 24 * len(source) - 28 * (len(caveat) - 1)
    chart = _range(shown.range, below) if shown.range else _bars(shown.bars, below, notes - 68)
    lines = [
        TextLine(60, 60, f"{SITE} · {shown.kind}", 24, SOFT),
        *text_lines(title, 60, 106, 32, 40),
        *text_lines(number, 60, top + 14, size, size + 6, is_bold=True),
        *text_lines(caveat, 60, notes, 22, 28),
        *text_lines(source, 60, HEIGHT - 18 - 24 * (len(source) - 1), 18, 24, SOFT),
    ]
    return render(
        "figures/picture.svg", title=shown.title, words=shown.words, width=WIDTH, height=HEIGHT, font=FONT,
        paper=token("paper"), edge=token("edge"), chart=chart, lines=lines,
    )  # fmt: skip


def _wrapped_source(shown: Picture) -> list[str]:
    return [*textwrap.wrap(shown.source, 124), *textwrap.wrap(shown.link, 120, break_on_hyphens=False)]


@dataclass(frozen=True)
class TextLine:
    """One line of text: where it stands, how large, and whether its place is its start, middle or end."""

    x: float
    y: float
    words: str
    size: int
    colour: str = INK
    is_bold: bool = False
    anchor: str = "start"


def text_lines(
    lines: Sequence[str],
    x: float,
    y: float,
    size: int,
    step: int,
    colour: str = INK,
    *,
    is_bold: bool = False,
) -> list[TextLine]:
    """Lines of one size below one another, the first at `y`."""
    return [TextLine(x, y + step * at, line, size, colour, is_bold) for at, line in enumerate(lines)]


def _range(shown: Range, top: float) -> Markup:
    scale = range_scale(shown, 60, 1080)
    axis, ends = top + 84, sorted({shown.low, shown.high})
    lines = [
        TextLine(60, axis + 30, "0", 24),
        *(TextLine(scale.at(end), axis + 30, f"{end:,.0f}", 24, anchor="middle") for end in ends),
        TextLine(60, axis + 64, shown.key, 20, SOFT),
    ]
    shapes = range_shapes(shown, scale, top, 66, colours("light"))
    return render("figures/picture_range.svg", shapes=shapes, axis=axis, ink=INK, lines=lines)


def _bars(months: Sequence[tuple[str, int]], top: float, floor: float) -> Markup | str:
    """One bar a month from nought; a single month gets none."""
    if len(months) < 2:
        return ""
    most = max(count for _, count in months) or 1
    each = 1080 / len(months)
    height, bars, lines = floor - top - 24, [], []
    for at, (_, count) in enumerate(months):
        tall, x = round(height * count / most, 1), 60 + at * each
        bars.append(
            {"x": f"{x:.1f}", "y": f"{floor - tall:.1f}", "width": f"{max(each - 6, 1):.1f}", "tall": tall}
        )
        if len(months) <= 14:
            middle = round(x + (each - 6) / 2, 1)
            lines.append(TextLine(middle, floor - tall - 8, f"{count:,}", 20, anchor="middle"))
    first, last = (month_words(month) for month, _ in (months[0], months[-1]))
    lines += [
        TextLine(60, floor + 28, first, 20, SOFT),
        TextLine(1134, floor + 28, last, 20, SOFT, anchor="end"),
    ]
    return render("figures/picture_bars.svg", bars=bars, colour=token("recorded"), lines=lines)


@lru_cache(maxsize=256)
def as_png(svg: str) -> bytes:
    """The picture as PNG, 1200 by 630, about 60 kB. The converter is compiled code: no browser, no network."""
    from PIL import Image
    from resvg_py import svg_to_bytes

    # What the converter writes is four times as large: it does not look for the best way to pack a row.
    packed = BytesIO()
    Image.open(BytesIO(svg_to_bytes(svg_string=svg))).convert("RGB").save(packed, "PNG", optimize=True)
    return packed.getvalue()
