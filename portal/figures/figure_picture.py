"""A figure as a picture to print or post: title, number or range, drawn to scale, with caveat and source burned in."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO

from portal.domain.record.period import month_words
from portal.domain.site import SITE
from portal.figures.palette import LINE
from portal.figures.range_bar import Range, range_of, range_scale, range_shapes
from portal.services.checking.card import Card

WIDTH, HEIGHT = 1200, 630
INK, SOFT = "#0B0C0C", "#5F666D"
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
    body = (
        text(60, 60, f"{SITE} · {shown.kind}", 24, SOFT)
        + _lines(title, 60, 106, 32, 40)
        + _lines(number, 60, top + 14, size, size + 6, bold=True)
        + chart
        + _lines(caveat, 60, notes, 22, 28)
        + _lines(source, 60, HEIGHT - 18 - 24 * (len(source) - 1), 18, 24, SOFT)
    )
    return sheet(body, shown.title, shown.words)


def _wrapped_source(shown: Picture) -> list[str]:
    return [*textwrap.wrap(shown.source, 124), *textwrap.wrap(shown.link, 120, break_on_hyphens=False)]


def _lines(
    lines: Sequence[str], x: float, y: float, size: int, step: int, colour: str = INK, *, bold: bool = False
) -> str:
    return "".join(text(x, y + step * at, line, size, colour, bold=bold) for at, line in enumerate(lines))


def sheet(body: str, title: str, words: str) -> str:
    """A white sheet with a frame, so that the picture stands on any page."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="t d"><title id="t">{escape(title)}</title><desc id="d">{escape(words)}</desc>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" fill="none" '
        f'stroke="{SOFT}" stroke-width="2"/><g font-family="{FONT}">{body}</g></svg>'
    )


def text(
    x: float, y: float, words: str, size: int, colour: str, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'


def _range(shown: Range, top: float) -> str:
    scale = range_scale(shown, 60, 1080)
    axis, ends = top + 84, sorted({shown.low, shown.high})
    return (
        range_shapes(shown, scale, top, 66)
        + f'<line x1="60" y1="{axis}" x2="1140" y2="{axis}" stroke="{INK}"/>'
        + text(60, axis + 30, "0", 24, INK)
        + "".join(text(scale.at(end), axis + 30, f"{end:,.0f}", 24, INK, anchor="middle") for end in ends)
        + text(60, axis + 64, shown.key, 20, SOFT)
    )


def _bars(months: Sequence[tuple[str, int]], top: float, floor: float) -> str:
    """One bar a month from nought; a single month gets none."""
    if len(months) < 2:
        return ""
    most = max(count for _, count in months) or 1
    each = 1080 / len(months)
    bars, height = "", floor - top - 24
    for at, (_, count) in enumerate(months):
        tall = round(height * count / most, 1)
        x = 60 + at * each
        bars += f'<rect x="{x:.1f}" y="{floor - tall:.1f}" width="{max(each - 6, 1):.1f}" height="{tall}" fill="{LINE}"/>'
        if len(months) <= 14:
            bars += text(
                round(x + (each - 6) / 2, 1), floor - tall - 8, f"{count:,}", 20, INK, anchor="middle"
            )
    first, last = (month_words(month) for month, _ in (months[0], months[-1]))
    return bars + text(60, floor + 28, first, 20, SOFT) + text(1134, floor + 28, last, 20, SOFT, anchor="end")


@lru_cache(maxsize=256)
def as_png(svg: str) -> bytes:
    """The picture as PNG, 1200 by 630, about 60 kB. The converter is compiled code: no browser, no network."""
    import vl_convert
    from PIL import Image

    # What the converter writes is four times as large: it does not look for the best way to pack a row.
    packed = BytesIO()
    Image.open(BytesIO(vl_convert.svg_to_png(svg))).convert("RGB").save(packed, "PNG", optimize=True)
    return packed.getvalue()
