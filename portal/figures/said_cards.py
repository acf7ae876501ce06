"""Published reports and their numbers as HTML: one form for the page, the plain page and an area's strip."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.publishing.publication import MARKS, PublicReport
from portal.domain.record.period import month_words
from portal.markup import Markup, render
from portal.services.publishing import words
from portal.services.publishing.rates import Rate
from portal.services.publishing.said import (
    MarkedChange,
    answered_words,
    edited_words,
    note_words,
    objection_words,
    origin_words,
    status_words,
)


def report_card(report: PublicReport, heading: str, link: str, take_down: str) -> Markup:
    """What was sent, every answer in order, what changed, and what both sides say of it now, in equal room."""
    published = f"{report.published_at.day} {month_words(f'{report.published_at:%Y-%m}')}"
    sent = f"What was sent, by {report.name}" if report.name else "What was sent"
    police, author = status_words(report)
    return render(
        "said/card.html",
        report=report, heading=heading, link=link, take_down=take_down, answered=answered_words(report),
        published=published, sent=sent, typed=origin_words(report),
        edited=_said(edited_words(report.edited), note_words(report.note), objection_words(report)),
        replies=[
            {"month": month_words(reply.month), "text": reply.text, "signed": reply.signed, "edited": _said(edited_words(reply.edited), note_words(reply.note))}
            for reply in report.replies
        ],
        marks=[
            {"name": MARKS[mark.mark], "month": month_words(mark.month), "text": mark.text} for mark in report.marks
        ],
        police=police, author=author,
    )  # fmt: skip


def _said(*lines: str) -> list[str]:
    """What is said beside words that an editor touched; nothing where none did."""
    return [line for line in lines if line]


def rate_blocks(rates: Sequence[Rate]) -> Markup:
    """Each number with what it counts, of how many, when, and what it lags by."""
    return render("said/rates.html", rates=rates)


def change_list(
    found: Sequence[MarkedChange], headings: Sequence[str], links: Sequence[str], places: Sequence[str]
) -> Markup:
    """What changed, in the sector's own words, each with the way to what was said."""
    listed = [
        {
            "name": MARKS[one.mark.mark], "month": month_words(one.mark.month), "text": one.mark.text,
            "heading": heading, "link": link, "place": place,
        }
        for one, heading, link, place in zip(found, headings, links, places, strict=True)
    ]  # fmt: skip
    return render("said/changes.html", changes=listed, intro=words.CHANGED_INTRO)


def count_table(caption: str, rows: Sequence[tuple[str, str]]) -> Markup:
    """Words and counts as a plain table; a sentence where there are no rows."""
    return render("counts.html", caption=caption, rows=rows)


def strip(reports: Sequence[PublicReport], headings: Sequence[str], links: Sequence[str]) -> Markup:
    """A few published reports as one line each, both statuses beside the title."""
    lines = []
    for report, heading, link in zip(reports, headings, links, strict=True):
        police, author = status_words(report)
        lines.append({"heading": heading, "link": link, "police": police, "author": author})
    return render("said/strip.html", reports=lines)
