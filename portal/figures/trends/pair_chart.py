"""Two lines of recorded crime drawn together, each named at its end, with what may be missing hatched in a strip below."""

from __future__ import annotations

import textwrap
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from portal.domain.record.period import MONTH_NAMES, month_index
from portal.figures.figure_picture import FONT
from portal.figures.trends.pair_marks import ChartMark
from portal.markup import Markup, Theme, render, token
from portal.services.checking.pair import Pair, PairRange
from portal.services.counted.two_lines import Point, TrendLine

COLOURS = ("paper", "ink", "soft", "rule", "recorded", "estimated", "estimated-wash", "covid", "gap")
MODELLED = "Modelled: dense to the low end, light to the high end."
# Room above the lines for the words of bands, as a share of the highest.
ROOM = 1.2


@dataclass(frozen=True)
class Frame:
    """The sheet in pixels: its size, the room beside the plot, the height of the plot and of the strip, the size of text."""

    width: int
    left: int
    right: int
    top: int
    plot: int
    strip: int
    size: int
    bar: int

    @property
    def line(self) -> int:
        return round(1.25 * self.size)

    @property
    def across(self) -> int:
        return self.width - self.left - self.right

    @property
    def floor(self) -> int:
        return self.top + self.plot

    def wrapped(self, words: str, width: float) -> list[str]:
        return textwrap.wrap(words, max(int(width / (0.58 * self.size)), 8))


WIDE = Frame(760, 44, 150, 58, 240, 84, 13, 20)
NARROW = Frame(328, 34, 100, 58, 210, 84, 12, 12)


def pair_image(shown: Pair, marks: Sequence[ChartMark], theme: Theme) -> Markup:
    """The chart twice, for a wide and a narrow column, as images for pages that let no SVG of ours through."""
    drawn = [b64encode(pair_svg(shown, marks, frame, theme).encode()).decode() for frame in (WIDE, NARROW)]
    return render("figures/pair_image.html", wide=drawn[0], narrow=drawn[1], words=shown.words)


def pair_svg(shown: Pair, marks: Sequence[ChartMark], frame: Frame, theme: Theme = "light") -> Markup:
    """The chart as a drawing of its own, in the colours of a theme."""
    height = height_of(shown, frame)
    chart = pair_shapes(shown, marks, frame, theme)
    return render(
        "figures/pair.svg", width=frame.width, height=height, words=shown.words, title=shown.title,
        paper=token("paper", theme), font=FONT, chart=chart,
    )  # fmt: skip


def height_of(shown: Pair, frame: Frame) -> int:
    below = frame.floor + 2 * frame.line
    return below + (len(_strip_words(shown, frame)) * frame.line + frame.strip + 8 if shown.ranges else 0)


def pair_shapes(shown: Pair, marks: Sequence[ChartMark], frame: Frame, theme: Theme) -> Markup:
    """What is drawn, without a sheet around it, for a picture that places it itself."""
    months = len(shown.lines[0].points)
    most = max(_value(shown, point) or 0 for line in shown.lines for point in line.points)
    ticks = _ticks(ROOM * most)
    scale = _Scale(frame, months, ticks[-1])
    return render(
        "figures/pair_shapes.svg",
        frame=frame, unit=shown.unit, paint={name: token(name, theme) for name in COLOURS},
        ticks=[(scale.y(tick), f"{tick:,g}") for tick in ticks],
        dates=_dates(shown, scale), bands=_bands(marks, scale), rules=_rules(marks, scale),
        drawn=[_drawn(shown, line, scale) for line in shown.lines], ends=_ends(shown, scale),
        strip=_strip(shown, scale) if shown.ranges else None, id=f"{theme[0]}{frame.width}",
    )  # fmt: skip


@dataclass(frozen=True)
class _Scale:
    frame: Frame
    months: int
    most: float

    def x(self, at: float) -> float:
        """Where the middle of a month stands; `at` - 0.5 is its start."""
        return round(self.frame.left + self.frame.across * (at + 0.5) / self.months, 1)

    def y(self, value: float) -> float:
        return round(self.frame.floor - self.frame.plot * value / self.most, 1)


def _value(shown: Pair, point: Point) -> float | None:
    return point.per_1000 if shown.rated else point.count


def _ticks(most: float) -> list[float]:
    """Four or five round numbers from nought, the last not below the most."""
    rough = max(most, 1e-9) / 4
    base = 10.0 ** floor(log10(rough))
    step = next(base * digit for digit in (1, 2, 2.5, 5, 10) if base * digit >= rough)
    return [round(step * at, 6) for at in range(ceil(most / step - 1e-9) + 1)]


def _dates(shown: Pair, scale: _Scale) -> list[tuple[float, str]]:
    """Years below a run of dates; below two periods the names of the months, or their place where they begin apart."""
    first = [month_index(line.period.first) for line in shown.lines]
    room = scale.frame.across / (3.4 * scale.frame.size)
    if shown.by_date:
        years = [at for at in range(scale.months) if (first[0] + at) % 12 == 0]
        return [
            (scale.x(at - 0.5), str((first[0] + at) // 12)) for at in years[:: ceil(len(years) / room) or 1]
        ]
    alike = first[0] % 12 == first[1] % 12
    return [
        (scale.x(at), MONTH_NAMES[(first[0] + at) % 12][:3] if alike else str(at + 1))
        for at in range(0, scale.months, ceil(scale.months / room))
    ]


def _bands(marks: Sequence[ChartMark], scale: _Scale) -> list[dict[str, Any]]:
    """Shaded months with their words; a band too narrow for its words has them as its title alone."""
    found, frame = [], scale.frame
    for mark in marks:
        if mark.kind == "rule":
            continue
        left, right = scale.x(mark.start - 0.5), scale.x(mark.end - 0.5)
        wide = 0.5 * frame.size * len(mark.words)
        rows = {
            "gap": frame.floor - 8,
            "covid": frame.top + frame.line * (1 + (mark.line or 0)),
            "inspected": frame.top - 12,
        }
        middle = min((left + right) / 2, frame.left + frame.across - wide / 2)
        fits = mark.kind != "gap" or right - left > wide
        found.append(
            {"kind": mark.kind, "x": left, "width": round(right - left, 1), "words": mark.words, "y": rows[mark.kind],
             "middle": round(max(middle, frame.left + wide / 2), 1), "fits": fits}
        )  # fmt: skip
    return found


def _rules(marks: Sequence[ChartMark], scale: _Scale) -> list[dict[str, Any]]:
    return [
        {"x": scale.x(mark.start - 0.5), "words": mark.words, "line": mark.line}
        for mark in marks
        if mark.kind == "rule"
    ]


def _drawn(shown: Pair, line: TrendLine, scale: _Scale) -> dict[str, Any]:
    """The path, broken where a month has no figure, and its points: every one where there is room for it."""
    steps, dots, last = [], [], line.held[-1].at if line.held else -1
    every = ceil(scale.months / 40) * 2 if scale.months > 40 else 1
    known = {point.at for point in line.held}
    for point in line.held:
        value = _value(shown, point) or 0.0
        x, y = scale.x(point.at), scale.y(value)
        steps.append(f"{'L' if point.at - 1 in known else 'M'}{x} {y}")
        alone = not {point.at - 1, point.at + 1} & known
        if alone or point.at % every == 0 or point.at == last:
            dots.append((x, y))
    return {"path": "".join(steps), "dots": dots}


def _ends(shown: Pair, scale: _Scale) -> list[dict[str, Any]]:
    """Each line's name beside its last month, kept apart where the two end close to each other."""
    frame = scale.frame
    found: list[dict[str, Any]] = []
    for line in shown.lines:
        last = line.held[-1] if line.held else None
        y = scale.y((_value(shown, last) or 0.0) if last else 0.0)
        # A little less than there is: bold letters are wider.
        words = frame.wrapped(line.name, 0.9 * (frame.right - frame.size * 1.6))
        found.append({"y": y, "words": words, "tall": frame.line * len(words)})
    upper, lower = sorted(found, key=lambda end: end["y"])
    apart = upper["tall"] + 4 - (lower["y"] - upper["y"])
    if apart > 0:
        upper["y"] -= apart / 2
        lower["y"] += apart / 2
    sunk = max(0.0, lower["y"] + lower["tall"] - frame.line - frame.floor)
    for end in found:
        end["y"] = round(max(end["y"] - sunk, frame.top), 1)
    return found


def _strip_words(shown: Pair, frame: Frame) -> list[str]:
    what = (
        "May be missing in the year inspectors checked, for every 1,000 residents."
        if shown.rated
        else "Crimes that may be missing in the year inspectors checked."
    )
    return frame.wrapped(f"{what} {MODELLED}", frame.width - frame.left - 4)


def _strip(shown: Pair, scale: _Scale) -> dict[str, Any]:
    """Columns from nought on one scale of their own, below the year they are of: nothing in them was counted."""
    frame = scale.frame
    words, most = _strip_words(shown, frame), max(one.high for one in shown.ranges) or 1.0
    top = frame.floor + 2 * frame.line + 6
    foot = top + len(words) * frame.line + frame.strip - frame.line
    tall = frame.strip - frame.line - 10
    columns = [_column(shown, one, scale, foot, tall / most) for one in shown.ranges]
    return {"words": words, "top": top, "foot": foot, "columns": columns}


def _column(shown: Pair, one: PairRange, scale: _Scale, foot: float, each: float) -> dict[str, Any]:
    frame, line = scale.frame, shown.lines[one.line]
    start = month_index(one.period.first) - month_index(line.period.first)
    middle = scale.x(start + len(one.period) / 2 - 0.5) if shown.by_date else frame.left + 1.5 * frame.bar
    x = middle + (frame.bar + 2) * (one.line - 0.5) - frame.bar / 2
    right = middle + frame.bar + 10
    text = one.words.removesuffix(" for every 1,000 residents")
    to_left = right + frame.size * (0.55 * len(text) + 1.5) > frame.width
    return {
        "line": one.line, "x": round(x, 1), "words": f"{line.name}, {one.period.words}: {one.words}", "text": text,
        "low": round(foot - one.low * each, 1), "high": round(foot - one.high * each, 1),
        "text_x": round(middle - frame.bar - 10 if to_left else right, 1), "to_left": to_left,
        "text_y": foot - frame.line * (1.6 - one.line * 1.2) + 2,
    }  # fmt: skip
