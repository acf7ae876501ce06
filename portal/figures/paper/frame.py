"""What every printed page has: whose it is at the head, and at the foot which release it is of and where to check it."""

from __future__ import annotations

from portal.domain.site import SITE, STRAPLINE
from portal.figures.paper.lettering import SMALL, Face
from portal.figures.paper.sheet import EDGE, INSIDE, LEFT, RIGHT, TALL, Sheet
from portal.services.briefing.brief import Brief

NAME = Face(13, is_bold=True, family="serif", leading=1.1)
FOOT = SMALL.at(7.6)
HEAD_ENDS = 22.5


def framed(sheet: Sheet, shown: Brief, what: str) -> float:
    """Begins a page; gives where what is said begins. `what`: the kind of paper and its page, 'Area brief, page 1 of 2'."""
    sheet.new_page()
    sheet.words(LEFT, EDGE - 2.5, INSIDE / 2, SITE, NAME)
    sheet.words(LEFT + INSIDE / 2, EDGE - 1.4, INSIDE / 2, what, SMALL, align="R")
    sheet.line(LEFT, HEAD_ENDS - 2.6, RIGHT, HEAD_ENDS - 2.6, "ink", 0.7)
    return HEAD_ENDS


def footed(sheet: Sheet, shown: Brief) -> None:
    """Release, age and the address; within the margin below what is said."""
    y = TALL - EDGE - 0.6
    sheet.line(LEFT, y, RIGHT, y, "rule", 0.3)
    first = f"Release {shown.release}. {STRAPLINE}"
    y = sheet.words(LEFT, y + 1, INSIDE, first, sheet.fitting(first, FOOT, INSIDE, 1, 6))
    where = f"This place on the site, with anything newer: {shown.page_words}"
    face = sheet.fitting(where, Face(FOOT.size, colour="link"), INSIDE, 1, 5.5)
    sheet.words(LEFT, y, INSIDE, where, face, link=shown.page)
