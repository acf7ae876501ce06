"""One page to read out and talk about at a meeting: the answers about one place in large type."""

from __future__ import annotations

from portal.figures.exchange_cards import LOOKS, SIDES, SILENT
from portal.figures.paper.frame import HEAD_ENDS, framed
from portal.figures.paper.lettering import TEXT, Face, Para
from portal.figures.paper.marks import Bar, bars, range_bars, sign
from portal.figures.paper.sheet import FLOOR, INSIDE, LEFT, Sheet
from portal.services.both_sides.statements import Thread
from portal.services.briefing.brief import CALLED_FIRST, Brief

TITLE = Face(27, is_bold=True, family="serif", leading=1.1)
ASKED = Face(15, is_bold=True, family="serif", leading=1.2)
SOURCE = Face(8, colour="link")
# Sizes of what is read out; the steps between them are a quarter of a point.
LARGEST, LEAST, STEP = 18.0, 9.5, 0.25
PAD, SIGN, GAP = 4.0, 4.6, 8.0
SIDE, AFTER, ROW, BELOW = (INSIDE - GAP) / 2, 3.2, 7.4, 0.8
RECORDED, MISSING, SAID, TURN = (
    "What did the police record?",
    "What may be missing?",
    "What was found, and what was said",
    "How to write, and where to check",
)
ASK = "To talk about: does this fit what people here have seen, and what should we ask the sector inspector?"


def meeting_page(sheet: Sheet, shown: Brief) -> None:
    """In the largest type at which all of it stands on the page; what room is left stands between the parts."""
    top = framed(sheet, shown, "A page for a meeting")
    sizes = int((LARGEST - LEAST) / STEP)
    room = FLOOR - _begins(sheet, shown)
    low, high = 0, sizes
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if _height(sheet, shown, LEAST + middle * STEP) <= room else (low, middle - 1)
        )
    size = LEAST + low * STEP
    gap = AFTER + max(0.0, min((room - _height(sheet, shown, size)) / 3, 5.0))
    y = sheet.words(LEFT, top + 1, INSIDE, shown.area.name, _title(sheet, shown), tag="H1") + 0.6
    y = sheet.words(LEFT, y, INSIDE, _where(shown), TEXT) + AFTER
    sign(sheet, LEFT, y + 1.6, is_counted=True)
    y = sheet.flow(LEFT + SIGN, y, INSIDE - SIGN, _counted(shown, size)) + gap
    y = _modelled(sheet, shown, y, size) + gap
    y = _both_sides(sheet, shown, y, size) + gap
    sheet.flow(LEFT, y, INSIDE, _turn(shown, size))


def _title(sheet: Sheet, shown: Brief) -> Face:
    return sheet.fitting(shown.area.name, TITLE, INSIDE, 2, 17)


def _where(shown: Brief) -> str:
    where = f", {shown.where}" if shown.where else ""
    return f"{shown.kind}{where}. To read out, to copy and to check."


def _begins(sheet: Sheet, shown: Brief) -> float:
    """Where the answers begin."""
    title = sheet.height(shown.area.name, _title(sheet, shown), INSIDE)
    return HEAD_ENDS + 1.6 + title + sheet.height(_where(shown), TEXT, INSIDE) + AFTER


def _height(sheet: Sheet, shown: Brief, size: float) -> float:
    """Of all parts, as near as they may stand."""
    counted = sheet.flow_height(INSIDE - SIGN, _counted(shown, size))
    turn = sheet.flow_height(INSIDE, _turn(shown, size))
    return (
        counted + _modelled_height(sheet, shown, size) + _sides_height(sheet, shown, size) + turn + 3 * AFTER
    )


def _counted(shown: Brief, size: float) -> list[Para]:
    said = [Para(RECORDED, ASKED, 1, "H2"), Para(shown.figure.sentence, Face(size), 1)]
    return [*said, Para(shown.recorded.caveat, _soft(size), 0)] if shown.recorded.caveat else said


def _soft(size: float) -> Face:
    """What goes with a sentence that is read out."""
    return Face(max(size - 4, 8.0), colour="soft")


def _estimate(shown: Brief, size: float) -> list[Para]:
    face = Face(size, is_bold=shown.is_estimated)
    return [Para(MISSING, ASKED, 1, "H2"), Para(shown.missing_sentence, face, 1.6)]


def _notes(shown: Brief, size: float) -> list[Para]:
    """The basis and the date of an estimate, and what its range means."""
    if shown.estimate is None or not shown.is_estimated:
        return []
    said = (shown.estimate.caveat, shown.estimate.figure.basis.sentence)
    return [Para(words, _soft(size), 0.8) for words in said if words]


def _bars(shown: Brief) -> list[Bar]:
    if shown.estimate is None or not shown.is_estimated:
        return []
    return bars(shown.estimate, is_force=shown.area.level == "force")


def _modelled_height(sheet: Sheet, shown: Brief, size: float) -> float:
    width = INSIDE - 2 * PAD - SIGN
    said = sheet.flow_height(width, _estimate(shown, size)) + sheet.flow_height(width, _notes(shown, size))
    return said + ROW * len(_bars(shown)) + BELOW + 2 * PAD - 0.8


def _modelled(sheet: Sheet, shown: Brief, y: float, size: float) -> float:
    x, width, height = LEFT + PAD + SIGN, INSIDE - 2 * PAD - SIGN, _modelled_height(sheet, shown, size)
    sheet.frame(LEFT, y, INSIDE, height, is_modelled=shown.is_estimated)
    if shown.is_estimated:
        sign(sheet, x - SIGN, y + PAD + 1.6, is_counted=False)
    end = sheet.flow(x, y + PAD, width, _estimate(shown, size))
    if drawn := _bars(shown):
        end = range_bars(sheet, x, end, width, drawn, ROW, 11) + BELOW
    sheet.flow(x, end, width, _notes(shown, size))
    return y + height


def _exchange(shown: Brief) -> Thread | None:
    return next(iter(shown.threads), None)


def _side(thread: Thread, name: str, size: float) -> list[Para]:
    said, face = thread.face(name), Face(max(size - 4, 8.5))
    if said is None:
        who, text = SILENT[name]
        return [Para(who, Face(face.size, is_bold=True), 0.4), Para(text, face, 0.6)]
    who = f"{SIDES[said.side]}, {said.said_words}"
    source = Para(said.source_title, SOURCE, 0, link=said.source_url)
    return [Para(who, Face(face.size, is_bold=True), 0.4), Para(said.on_card, face, 0.6), source]


def _sides_height(sheet: Sheet, shown: Brief, size: float) -> float:
    thread = _exchange(shown)
    if thread is None:
        return 0.0
    return (
        ASKED.step
        + 1
        + max(sheet.flow_height(SIDE, _side(thread, name, size)) for name in ("found", "answered"))
    )


def _both_sides(sheet: Sheet, shown: Brief, y: float, size: float) -> float:
    """Both in the same room, each with the mark of its side."""
    thread = _exchange(shown)
    if thread is None:
        return y
    y = sheet.words(LEFT, y, INSIDE, SAID, ASKED, tag="H2") + 1
    ends = []
    for at, name in enumerate(("found", "answered")):
        x, said = LEFT + at * (SIDE + GAP), thread.face(name)
        end = sheet.flow(x, y, SIDE, _side(thread, name, size))
        look = LOOKS.get(said.side, "others") if said else "others"
        sheet.line(x - 2.2, y + 0.6, x - 2.2, end, look, 0.9)
        ends.append(end)
    return max(ends)


def _turn(shown: Brief, size: float) -> list[Para]:
    face = Face(max(size - 4, 8.5))
    link = Face(face.size, colour="link")
    phones = [each for each in shown.contacts if each.kind == "phone" and each.need in CALLED_FIRST]
    rung = "; ".join(f"{each.name}: {each.value}" for each in phones)
    paras = [
        Para(TURN, ASKED, 1, "H2"),
        Para(f"Write to the sector inspector: {_spoken(shown.write)}", link, 0.7, link=shown.write),
        Para(f"Check every number: {_spoken(shown.page)}", link, 0.7, link=shown.page),
    ]
    if rung:
        paras.append(Para(f"{rung}. This site is not a place to report a crime.", face, 0.7))
    return [*paras, Para(ASK, Face(face.size, is_bold=True), 0)]


def _spoken(address: str) -> str:
    """An address as people say it, without the scheme."""
    return address.partition("//")[2]
