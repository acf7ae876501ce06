"""The second page of an area brief: what was found and said, whom to turn to, what to know, and how to check it all."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.record.statement import Statement
from portal.figures.exchange_cards import LOOKS, SIDES, SILENT
from portal.figures.paper.frame import framed
from portal.figures.paper.lettering import HEADING, LINK, SMALL, TEXT, Face, Para
from portal.figures.paper.parts import SECTION, Section
from portal.figures.paper.sheet import FLOOR, INSIDE, LEFT, Sheet
from portal.services.both_sides.statements import Thread
from portal.services.briefing.brief import CALLED_FIRST, Brief
from portal.services.reports.contacts import WhereToTurn

TITLE, WHO = Face(10.5, is_bold=True, leading=1.25), Face(8.2, is_bold=True)
COLUMN, GAP = (INSIDE - 8) / 2, 8.0
# Of one place; the others are on the page of Both sides.
MOST_THREADS, MOST_CONTACTS = 4, 6
# How a contact is reached that is no page.
SPOKEN = ("phone", "textphone", "email", "app")


def second_page(sheet: Sheet, shown: Brief, left: Sequence[Section]) -> float:
    """`left`: what the first page had no room for. Exchanges take the room that all else leaves; gives where it ends."""
    y = framed(sheet, shown, f"{shown.area.name}: area brief, page 2 of 2")
    for part in left:
        y = part.draw(sheet, shown, y) + SECTION
    below = _below(shown)
    room = FLOOR - y - _sections_height(sheet, below)
    y = _exchanges(sheet, shown, y, room)
    for paras in below:
        y = sheet.flow(LEFT, y, INSIDE, paras) + SECTION
    return y - SECTION


def _sections_height(sheet: Sheet, sections: list[list[Para]]) -> float:
    return sum(sheet.flow_height(INSIDE, paras) for paras in sections) + SECTION * len(sections)


def _below(shown: Brief) -> list[list[Para]]:
    return [_write(shown), _know(shown), _check(shown)]


def _write(shown: Brief) -> list[Para]:
    where = "Write to the sector inspector" if shown.area.level != "force" else "Write to a sector inspector"
    said = [
        Para("How to write, and where to turn", HEADING, 0.8, "H2"),
        Para(f"{where}: {shown.write.partition('//')[2]}", Face(9.5, colour="link"), 0.8, link=shown.write),
    ]
    rung = [each for each in shown.contacts if each.need in CALLED_FIRST and each.kind == "phone"]
    if rung:
        words = "; ".join(f"{each.name}: {each.value} (as of {each.as_of})" for each in rung)
        said.append(Para(f"{words}. This site is not a place to report a crime.", SMALL, 0.5))
    own = [each for each in shown.contacts if each.need not in CALLED_FIRST]
    said += [_contact(each) for each in own[:MOST_CONTACTS]]
    if len(own) > MOST_CONTACTS:
        said.append(Para(f"More ways to turn: {shown.page_words}", LINK, 0.4, link=shown.page))
    return said


def _contact(each: WhereToTurn) -> Para:
    rule = f" As the page puts it: {each.rule}." if each.rule else ""
    # A name may say the number itself.
    value = f": {each.value}" if each.kind in SPOKEN and each.value not in each.name else ""
    link = each.value if each.kind == "web" else each.source_url
    return Para(f"• {each.name}{value}.{rule} As of {each.as_of}.", SMALL, 0.3, "LI", link)


def _know(shown: Brief) -> list[Para]:
    """What must be known before a number is quoted, without what the first page says already."""
    caveats = [
        line for line in shown.figure.caveats if line not in (shown.recorded.caveat, shown.area.notice)
    ]
    if shown.estimate and shown.is_estimated:
        caveats += [line for line in shown.estimate.figure.caveats if line not in shown.estimate.caveat]
    said = [Para(f"• {line}", SMALL.at(7.8), 0.3, "LI") for line in dict.fromkeys(caveats)]
    held = Para(f"• Months held: {shown.held}", SMALL.at(7.8), 0.3, "LI")
    return [Para("Before you quote it", HEADING, 0.8, "H2"), *said, held]


def _check(shown: Brief) -> list[Para]:
    named = "; ".join(f"{source.title}, {source.publisher} ({source.licence})" for source in shown.sources)
    cited = [
        ("The recorded figure", shown.recorded),
        ("The estimate", shown.estimate if shown.is_estimated else None),
    ]
    links = [
        Para(f"{what}: checksum {card.checksum}, release {shown.release}. Check and cite it", LINK, 0.3,
             link=f"{shown.root}/figure?{card.question.query(shown.release)}")
        for what, card in cited if card
    ]  # fmt: skip
    said = [Para("Check it", HEADING, 0.8, "H2"), *links]
    return [*said, Para(shown.age, SMALL.at(7.8), 0.5), Para(f"Sources: {named}.", SMALL.at(7.2), 0)]


def _exchanges(sheet: Sheet, shown: Brief, y: float, room: float) -> float:
    """As many exchanges as there is room for, each whole, those about the place first."""
    top = y
    kept: list[Thread] = []
    used = HEADING.step + 1 + LINK.step + SECTION
    for thread in shown.threads[:MOST_THREADS]:
        used += _exchange_height(sheet, thread)
        if used > room:
            break
        kept.append(thread)
    y = sheet.words(LEFT, top, INSIDE, "What was found, and what was said", HEADING, tag="H2") + 1
    for thread in kept:
        y = _exchange(sheet, thread, y)
    more = len(shown.threads) - len(kept)
    words = f"{'All' if not kept else 'The other'} {more} exchanges, and every source, on Both sides"
    return (
        sheet.words(
            LEFT, y, INSIDE, words, LINK, link=f"{shown.root}/plain/both-sides?area={shown.area.code}"
        )
        + SECTION
    )


def _exchange_height(sheet: Sheet, thread: Thread) -> float:
    sides = [sheet.flow_height(COLUMN, _side(thread, name)) for name in ("found", "answered")]
    return sheet.height(thread.title, TITLE, INSIDE) + 0.8 + max(sides) + 2.2


def _exchange(sheet: Sheet, thread: Thread, y: float) -> float:
    """Both sides in the same room."""
    y = sheet.words(LEFT, y, INSIDE, thread.title, TITLE, tag="H3") + 0.8
    ends = []
    for at, name in enumerate(("found", "answered")):
        x, said = LEFT + at * (COLUMN + GAP), thread.face(name)
        look = LOOKS.get(said.side, "others") if said else "others"
        end = sheet.flow(x, y, COLUMN, _side(thread, name))
        sheet.line(x - 2, y + 0.4, x - 2, end - 0.6, look, 0.8)
        ends.append(end)
    return max(ends) + 2.2


def _side(thread: Thread, name: str) -> list[Para]:
    said = thread.face(name)
    if said is None:
        who, text = SILENT[name]
        return [Para(who, WHO, 0.3), Para(text, TEXT.at(9), 0.4)]
    return [
        Para(_who(said), WHO, 0.3),
        Para(said.on_card, TEXT.at(9), 0.4),
        Para(said.source_title, LINK.at(7.2), 0.3, link=said.source_url),
    ]


def _who(said: Statement) -> str:
    speaker = "" if said.speaker == said.organisation else f", {said.speaker}"
    return f"{SIDES[said.side]}{speaker}, {said.month_words}"
