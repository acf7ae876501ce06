"""Numbers drawn to scale on paper: counted is solid and blue, modelled is hatched, dashed and violet, as on every page."""

from __future__ import annotations

from collections.abc import Sequence

from portal.figures.paper.lettering import Face
from portal.figures.paper.sheet import Sheet
from portal.figures.place_cards import DIFFERING, RATE_HELD
from portal.figures.track import ROOM
from portal.services.briefing.brief import TypeRow
from portal.services.checking.card import Card
from portal.services.counted.answer import PlaceAnswer
from portal.services.library.numbers import number, rate

ROW, TYPE_ROW = 5.2, 4.55
# Name, both ends, and whether it is the wider one.
Bar = tuple[str, tuple[float, float], bool]
NUMBER = Face(8.6)
OWN = Face(8.6, is_bold=True)


def sign(sheet: Sheet, x: float, y: float, *, is_counted: bool) -> None:
    """The small square before a heading that says which of the two a part is."""
    if is_counted:
        sheet.box(x, y, 2.8, 2.8, fill="recorded")
    else:
        sheet.hatching(x, y, 2.8, 2.8, 0.8)


def strip(sheet: Sheet, x: float, y: float, width: float, shown: PlaceAnswer) -> float:
    """A rate for every place beside one another on one axis from nought; gives where it ends."""
    names, words = 0.43 * width, 0.25 * width
    track, longest = width - names - words - 4, ROOM * shown.longest or 1.0
    for row in shown.rows:
        face = OWN if row.kind == "own" else NUMBER
        own = sheet.fitting(row.name, face, names, 2, 6.5)
        tall = max(ROW, sheet.height(row.name, own, names) + 1)
        middle, left = y + tall / 2, x + names + 2
        low, high = left + track * row.low / longest, left + track * row.high / longest
        sheet.line(left, middle, left + track, middle, "rule", 0.25)
        if row.rate is None:
            sheet.box(low, middle - 1.1, max(high - low, 0.6), 2.2, fill="map-2")
        else:
            sheet.line(low, middle, high, middle, "recorded", 0.5)
            at = left + track * row.rate / longest
            sheet.round(at, middle, 1.15, fill="recorded" if row.kind == "own" else "paper", edge="recorded")
        sheet.words(x, middle - sheet.height(row.name, own, names) / 2, names, row.name, own)
        ends = (
            f" ({rate(row.low)} to {rate(row.high)})" if row.rate is not None and row.low < row.high else ""
        )
        said = f"{row.words}{ends}"
        fits = sheet.fitting(said, NUMBER, words, 1, 6.5)
        sheet.words(x + width - words, middle - fits.step / 2, words, said, fits, align="R")
        y += tall
    return y


def bars(card: Card, *, is_force: bool) -> list[Bar]:
    """Name, ends and whether the wider one: if the force's rate held, and if places differ. The force has the one alone."""
    found = [(RATE_HELD, card.printed.held, False)]
    if not is_force:
        found.append((DIFFERING, card.printed.outer, True))
    return [(name, ends, wide) for name, ends, wide in found if ends is not None]


def range_bars(sheet: Sheet, x: float, y: float, width: float, shown: Sequence[Bar], row: float = ROW + 0.6,
               size: float = NUMBER.size) -> float:  # fmt: skip
    """Ranges on one axis from nought, each in a row so high: the narrow one hatched, the wide one dashed and empty."""
    if not shown:
        return y
    name_face, number_face = NUMBER.at(size), OWN.at(size)
    names = 3 + max(sheet.span(name, name_face) for name, _, _ in shown)
    words = 3 + max(sheet.span(_ends(ends), number_face) for _, ends, _ in shown)
    left, track, tall = x + names, width - names - words, row - 2
    longest = ROOM * max(ends[1] for _, ends, _ in shown) or 1.0
    for name, (low, high), is_wide in shown:
        start, end, middle = left + track * low / longest, left + track * high / longest, y + tall / 2 + 0.7
        sheet.line(left, middle, left + track, middle, "rule", 0.25)
        if is_wide:
            sheet.box(
                start, y + 0.7, end - start, tall, fill="estimated-wash", edge="estimated", line=0.35, dash=1
            )
        else:
            sheet.hatching(start, y + 0.7, end - start, tall)
        sheet.words(x, middle - name_face.step / 2, names, name, name_face)
        said = _ends((low, high))
        sheet.words(x + width - words, middle - number_face.step / 2, words, said, number_face, align="R")
        y += row
    return y


def _ends(ends: tuple[float, float]) -> str:
    return f"{number(ends[0])} to {number(ends[1])}"


def squares(sheet: Sheet, x: float, y: float, low: int, high: int, each: float = 2.0) -> None:
    """A square for each of 100 crimes reported: `low` to `high` of them were not recorded."""
    words = f"100 squares: {100 - high} recorded, {low} not recorded, {high - low} that could be either"
    with sheet.tagged("Figure", words):
        for at in range(100):
            left, top = x + (at % 20) * (each + 0.5), y + (at // 20) * (each + 0.5)
            if at < 100 - high:
                sheet.shape(_corners(left, top, each), fill="recorded")
                continue
            if at < 100 - low:
                sheet.shape([(left, top), (left + each, top), (left, top + each)], fill="recorded")
                sheet.shape(_corners(left, top, each), edge="recorded", line=0.2)
                continue
            sheet.shape(_corners(left, top, each), edge="estimated", line=0.3)
            sheet.shape([(left, top + each), (left + each, top)], edge="estimated", line=0.3)


def _corners(x: float, y: float, side: float) -> list[tuple[float, float]]:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def type_bars(sheet: Sheet, x: float, y: float, width: float, rows: Sequence[TypeRow]) -> float:
    """A solid bar for each type, as long as it is frequent, in two columns; gives where the longer one ends."""
    each, most = (width - 8) / 2, max((row.count for row in rows), default=0) or 1
    first = (len(rows) + 1) // 2
    names, words = 0.46 * each, 0.27 * each
    track = each - names - words - 2
    for at, row in enumerate(rows):
        left, top = x + (each + 8) * (at >= first), y + (at if at < first else at - first) * TYPE_ROW
        long = track * row.count / most
        if long:
            sheet.box(left + names, top + 1, long, TYPE_ROW - 1.8, fill="recorded")
        sheet.words(left, top + 0.3, names, row.label, NUMBER)
        sheet.words(
            left + each - words, top + 0.3, words, f"{number(row.count)} ({row.of_100})", NUMBER, align="R"
        )
    return y + first * TYPE_ROW
