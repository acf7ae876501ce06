"""Published reports and their numbers as HTML: one form for the page, the plain page and an area's strip. All text is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from portal.domain.publishing.publication import MARKS, PublicReply, PublicReport
from portal.domain.record.period import month_words
from portal.services.publishing.rates import Rate
from portal.services.publishing.said import (
    answered_words,
    edited_words,
    note_words,
    objection_words,
    origin_words,
    status_words,
)

STYLE = Markup("""<style>
.said-card{border:1px solid #8A8F94;border-radius:4px;padding:.7rem .9rem;margin:0 0 1rem;overflow-wrap:anywhere}
.said-card h3,.said-rate h3{font-size:1.1rem;margin:0 0 .2rem;padding:0}
.said-card h4{font-size:1rem;margin:.8rem 0 .1rem;padding:0}
.said-card p,.said-rate p{margin:.2rem 0;max-width:44em}
.said-card a,.said-strip a{color:inherit;text-decoration:underline;text-underline-offset:2px}
.said-words{white-space:pre-line}
.said-reply{border-left:4px solid currentColor;padding-left:.8rem;margin:.6rem 0}
.said-small{font-size:.875rem}
.said-sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(13rem,100%),1fr));gap:.5rem;margin:.8rem 0 .3rem}
.said-sides p{border:1px solid #8A8F94;border-radius:4px;padding:.35rem .6rem;margin:0;font-weight:600}
.said-rates{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr));gap:.5rem 1.5rem}
.said-rate .said-number{font-size:1.6rem;line-height:1.3;font-weight:600;margin:0}
.said-counts{border-collapse:collapse;width:100%;max-width:44rem}
.said-counts caption{text-align:left;padding:.25rem 0}
.said-counts th,.said-counts td{text-align:left;padding:.3rem .5rem .3rem 0;border-bottom:1px solid #8A8F94;font-weight:normal}
.said-counts td{text-align:right;white-space:nowrap;vertical-align:top}
</style>""")


def report_card(report: PublicReport, heading: str, link: str, take_down: str) -> Markup:
    """What was sent, every answer in order, what changed, and what both sides say of it now, in equal room."""
    published = f"{report.published_at.day} {month_words(f'{report.published_at:%Y-%m}')}"
    sent = f"What was sent, by {report.name}" if report.name else "What was sent"
    police, author = status_words(report)
    return Markup(
        '<article class="said-card" id="{id}"><h3><a href="{link}">{heading}</a></h3>'
        '<p class="said-small">{answered} Published {published}.</p>'
        '<h4>{sent}</h4>{typed}<p class="said-words">{text}</p>{edited}{replies}{marks}'
        '<div class="said-sides"><p>{police}</p><p>{author}</p></div>'
        '<p class="said-small"><a href="{down}" rel="nofollow" aria-label="Ask for the report “{heading}” to be taken down">'
        "Ask for this to be taken down</a></p></article>"
    ).format(
        id=report.public_id, link=link, heading=heading, answered=answered_words(report), published=published,
        sent=sent, typed=_small(origin_words(report)), text=report.text,
        edited=_small(edited_words(report.edited), note_words(report.note), objection_words(report)), replies=_replies(report.replies),
        marks=_marks(report), police=police, author=author, down=take_down,
    )  # fmt: skip


def _small(*lines: str) -> Markup:
    return Markup().join(Markup('<p class="said-small">{}</p>').format(line) for line in lines if line)


def _replies(replies: Sequence[PublicReply]) -> Markup:
    made = Markup()
    for number, reply in enumerate(replies):
        title = "The police answered" if number == 0 else "The police answered again"
        made += Markup(
            '<div class="said-reply"><h4>{title}, {month}</h4><p class="said-words">{text}</p>'
            '<p class="said-small">{signed}</p>{edited}</div>'
        ).format(
            title=title, month=month_words(reply.month), text=reply.text, signed=reply.signed,
            edited=_small(edited_words(reply.edited), note_words(reply.note)),
        )  # fmt: skip
    return made


def _marks(report: PublicReport) -> Markup:
    items = Markup().join(
        Markup("<li><strong>{}</strong>, {}: {}</li>").format(
            MARKS[mark.mark], month_words(mark.month), mark.text
        )
        for mark in report.marks
    )
    return Markup("<h4>What changed</h4><ul>{}</ul>").format(items) if items else Markup()


def rate_blocks(rates: Sequence[Rate]) -> Markup:
    """Each number with what it counts, of how many, when, and what it lags by."""
    blocks = Markup().join(
        Markup(
            '<section class="said-rate"><h3>{}</h3><p class="said-number">{}</p><p>{}</p><p class="said-small">{}</p></section>'
        ).format(rate.label, rate.shown, rate.withheld or rate.parts, rate.definition)
        for rate in rates
    )
    lag = Markup('<p class="said-small">{} {}</p>').format(rates[0].window, rates[0].lag)
    return Markup('<div class="said-rates">{}</div>{}').format(blocks, lag)


def count_table(caption: str, rows: Sequence[tuple[str, str]]) -> Markup:
    """Words and counts as a plain table; nothing where there are no rows."""
    if not rows:
        return Markup("<p>{}: none.</p>").format(caption)
    cells = Markup().join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(label, count) for label, count in rows
    )
    return Markup('<table class="said-counts"><caption>{}</caption><tbody>{}</tbody></table>').format(
        caption, cells
    )


def strip(reports: Sequence[PublicReport], headings: Sequence[str], links: Sequence[str]) -> Markup:
    """A few published reports as one line each, both statuses beside the title."""
    return Markup('<ul class="said-strip">{}</ul>').format(
        Markup().join(
            Markup('<li><a href="{}">{}</a>. {}. {}.</li>').format(link, heading, *status_words(report))
            for report, heading, link in zip(reports, headings, links, strict=True)
        )
    )
