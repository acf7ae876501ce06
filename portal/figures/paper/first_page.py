"""The first page of an area brief: the answer, the map, what may be missing, and the types of crime."""

from __future__ import annotations

from portal.figures.paper.frame import framed
from portal.figures.paper.lettering import HEADING, KICK, SMALL, TEXT, Face, Para
from portal.figures.paper.marks import ROW, bars, range_bars, sign, squares, strip
from portal.figures.paper.parts import COMPARISON, SECTION, TYPES, Section
from portal.figures.paper.place_map import PlaceMap, place_map
from portal.figures.paper.sheet import FLOOR, INSIDE, LEFT, Sheet
from portal.figures.place_cards import WEIGHT
from portal.services.briefing.brief import Brief
from portal.services.library.numbers import number

TITLE = Face(25, is_bold=True, family="serif", leading=1.1)
BIG = Face(34, is_bold=True, family="serif", leading=1.05)
SAY = Face(11, leading=1.28)
MODELLED = Face(11.5, is_bold=True, leading=1.28)
MAP_WIDE, MAP_TALL, GAP, PAD = 70.0, 58.0, 7.0, 4.0
PEOPLE = "For every 1,000 people"
LEAD = "Some crimes are reported to the police and never recorded. Inspectors checked how often, across the force."


def first_page(sheet: Sheet, shown: Brief, mapped: PlaceMap) -> list[Section]:
    """Gives the parts that found no room on it; they begin the second page."""
    y = framed(sheet, shown, "Area brief, page 1 of 2")
    title = sheet.fitting(shown.area.name, TITLE, INSIDE, 2, 17)
    y = sheet.words(LEFT, y + 1, INSIDE, shown.area.name, title, tag="H1") + 1
    official = f" ({shown.area.official_name})" if shown.area.official_name else ""
    where = f", {shown.where}" if shown.where else ""
    y = sheet.words(LEFT, y, INSIDE, f"{shown.kind}{official}{where}.", SMALL) + 3
    wide = INSIDE - MAP_WIDE - GAP
    ends = [
        _counted(sheet, shown, y, wide),
        place_map(sheet, LEFT + wide + GAP, y, MAP_WIDE, MAP_TALL, mapped),
    ]
    y = _missing(sheet, shown, max(ends) + 3) + 4
    left = []
    for part in (TYPES, COMPARISON):
        if y + part.height(sheet, shown) > FLOOR:
            left.append(part)
            continue
        y = part.draw(sheet, shown, y) + SECTION
    return left


def _counted(sheet: Sheet, shown: Brief, y: float, width: float) -> float:
    figure = shown.figure
    sign(sheet, LEFT, y + 0.4, is_counted=True)
    y = sheet.words(LEFT + 4.2, y, width, f"Recorded, {figure.period.words}", KICK) + 0.8
    if figure.value is not None:
        count = number(figure.value)
        sheet.words(LEFT, y, width, count, BIG)
        what = "crime recorded" if figure.value == 1 else "crimes recorded"
        sheet.words(LEFT + sheet.span(count, BIG) + 2.5, y + 6.2, 60, what, Face(12))
        y += BIG.step + 1
    said = [Para(figure.sentence, SAY, 2)]
    if shown.answer.sentence:
        said.append(Para(shown.answer.sentence, TEXT, 2))
    y = sheet.flow(LEFT, y, width, said)
    if shown.answer.rows:
        y = sheet.words(LEFT, y, width, PEOPLE, KICK, tag="Caption") + 0.8
        y = strip(sheet, LEFT, y, width, shown.answer) + 1
    notes = [shown.recorded.caveat, shown.answer.note, shown.area.notice]
    return sheet.flow(LEFT, y + 0.6, width, [Para(note, SMALL, 0.8) for note in notes if note])


def _missing(sheet: Sheet, shown: Brief, y: float) -> float:
    """An estimate stands in a dashed frame, and nothing counted ever does; the reason for there being none in a plain one."""
    x, width = LEFT + PAD, INSIDE - 2 * PAD
    sheet.frame(
        LEFT, y, INSIDE, _missing_height(sheet, shown, width) + 2 * PAD, is_modelled=shown.is_estimated
    )
    y += PAD
    if shown.is_estimated:
        sign(sheet, x, y + 0.4, is_counted=False)
        y = sheet.words(x + 4.2, y, width, f"Estimated, {shown.inspected}", KICK) + 0.6
    y = sheet.flow(x, y, width, _says(shown))
    if shown.estimate is None or not shown.is_estimated:
        return y + PAD - 1.4
    y = range_bars(sheet, x, y, width, bars(shown.estimate, is_force=shown.area.level == "force")) + 1.4
    if shown.hundred:
        squares(sheet, x, y, *shown.hundred, 1.75)
        low, high = shown.hundred
        said = f"Of every 100 crimes reported to the force, inspectors put {low} to {high} unrecorded."
        sheet.words(x + 50, y + 3.2, width - 50, said, TEXT)
        y += SQUARES
    return sheet.flow(x, y, width, _notes(shown)) + PAD - 0.8


SQUARES = 12.6


def _says(shown: Brief) -> list[Para]:
    said = [Para("What may be missing", HEADING, 1, "H2")]
    if not shown.is_estimated:
        return [*said, Para(shown.missing_sentence, TEXT)]
    weight = WEIGHT.get(shown.estimate.figure.label, "") if shown.estimate else ""
    said += [Para(LEAD, TEXT, 1.4), Para(shown.missing_sentence, MODELLED, 1.2)]
    return [*said, Para(weight, TEXT, 2)] if weight else said


def _notes(shown: Brief) -> list[Para]:
    """The basis and date of the estimate, and the caveat that travels with its sentence."""
    if shown.estimate is None:
        return []
    return [
        Para(words, SMALL, 0.8)
        for words in (shown.estimate.figure.basis.sentence, shown.estimate.caveat)
        if words
    ]


def _missing_height(sheet: Sheet, shown: Brief, width: float) -> float:
    height = sheet.flow_height(width, _says(shown))
    if shown.estimate is None or not shown.is_estimated:
        return height - 1.4
    rows = bars(shown.estimate, is_force=shown.area.level == "force")
    height += KICK.step + 0.6 + len(rows) * (ROW + 0.6) + 1.4 + (SQUARES if shown.hundred else 0)
    return height + sheet.flow_height(width, _notes(shown)) - 0.8
