"""Cards and columns as HTML: one form for every side, with room given by what was said and by nothing else."""

from __future__ import annotations

from html import escape

from portal.domain.record.statement import SEEN_WORDS, Statement
from portal.services.both_sides.statements import Thread, asked_words, silence
from portal.ui.both_sides.words import ANSWERED, FOUND, OTHERS, SIDES

STYLE = """<style>
.otr-column h3{font-size:1.15rem;margin:0 0 .5rem;padding:0 0 .3rem;border-bottom:2px solid currentColor}
.otr-card{border:1px solid #8A8F94;border-radius:4px;padding:.7rem .9rem;margin:0 0 .8rem;overflow-wrap:anywhere}
.otr-card a,.otr-list a{color:inherit;text-decoration:underline;text-underline-offset:2px}
.otr-list{columns:18rem;margin:0;padding-left:1.2rem}
.otr-card h4{font-size:1rem;margin:0;padding:0}
.otr-card p,.otr-lists p{margin:.35rem 0;max-width:42em}
.otr-card blockquote{margin:.5rem 0;padding:0 0 0 .8rem;border-left:4px solid currentColor;font-style:italic}
.otr-card .small{font-size:.875rem}
.otr-card.pointed{outline:4px solid #1D70B8;outline-offset:2px}
.otr-side{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .5rem;font-size:.8rem}
.otr-lists{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:0 1.5rem}
.otr-lists h3{font-size:1rem;margin:.4rem 0 .2rem;padding:0}
.otr-lists ul{margin:0 0 .6rem;padding-left:1.2rem}
.otr-silence{border:2px dashed #8A8F94;border-radius:4px;padding:.7rem .9rem;margin:0 0 .8rem}
@media print{
header,[data-testid=stHeader],[data-testid=stToolbar],[data-testid=stSelectbox],[data-testid=stTextInput],
[data-testid=stSlider],[data-testid=stButton],[data-testid=stDownloadButton]{display:none!important}
.stApp,[data-testid=stAppViewContainer],[data-testid=stMain]{position:static!important;overflow:visible!important;height:auto!important;display:block!important}
[data-testid=stHorizontalBlock]{display:flex!important;flex-wrap:nowrap!important}
.otr-card,.otr-silence{break-inside:avoid}
.otr-card a[href^=http]::after{content:" (" attr(href) ")";font-size:.7rem;overflow-wrap:anywhere}
}
</style>"""
HEADINGS = {"found": FOUND, "answered": ANSWERED, "other": OTHERS}


def link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}" rel="noreferrer">{escape(text)}</a>'


def column(thread: Thread, name: str, pointed: str = "") -> str:
    """One column: its heading, its cards oldest first, or a frame that shows the silence."""
    cards = "".join(card(said, said.statement_id == pointed) for said in thread.column(name))
    quiet = silence(thread, name)
    if quiet:
        asked = f"<p>{escape(f'{thread.not_found} {asked_words(thread)}'.strip())}</p>"
        cards = f'<div class="otr-silence"><p><strong>{escape(quiet)}</strong></p>{asked}</div>'
    return f'<div class="otr-column" data-column="{name}"><h3>{escape(HEADINGS[name])}</h3>{cards}</div>'


def card(said: Statement, pointed: bool) -> str:
    """Side, speaker, role as printed, date, our summary, the exact words, source and permanent address."""
    role = ", ".join(part for part in (said.role, said.organisation) if part and part != said.speaker)
    quote = f"<blockquote>“{escape(said.quote)}”</blockquote>" if said.quote else ""
    where = f", {escape(said.locator)}" if said.locator else ""
    note = f'<p class="small">{escape(said.note)}</p>' if said.note else ""
    answers = (
        f' Answers <a href="?thread={said.responds_to_id}">{said.responds_to_id}</a>.'
        if said.responds_to_id
        else ""
    )
    return (
        f'<article class="otr-card{" pointed" if pointed else ""}" id="{said.statement_id}">'
        f'<h4>{escape(said.speaker)}</h4><p class="small"><span class="otr-side">{SIDES[said.side]}</span> '
        f"{escape(role)}<br>{escape(said.said_words)}, about {escape(said.place)}</p>"
        f"<p>{escape(said.summary)}</p>{quote}"
        f'<p class="small">Source: {link(said.source_url, said.source_title)}{where}.{answers} '
        f'<a href="?thread={said.statement_id}" aria-label="Link to statement {said.statement_id}">'
        f"{said.statement_id}</a></p>{note}</article>"
    )


def lists(thread: Thread) -> str:
    """Agreed, disputed, unknown; then what was good and what must not be compared."""
    parts = [
        _list("Agreed", thread.agreed),
        _list("Disputed", thread.disputed),
        _list("Unknown", thread.unknown),
    ]
    notes = [("Found to be good", thread.good), ("Before comparing", thread.comparability)]
    if thread.column("found") and thread.column("answered"):
        notes += [("Looked for and not found", thread.not_found), ("Right of reply", asked_words(thread))]
    parts += [f"<section><h3>{title}</h3><p>{escape(text)}</p></section>" for title, text in notes if text]
    return f'<div class="otr-lists">{"".join(parts)}</div>'


def _list(title: str, items: tuple[str, ...]) -> str:
    inside = "".join(f"<li>{escape(item)}</li>" for item in items) or "<li>Nothing in the texts read.</li>"
    return f"<section><h3>{title}</h3><ul>{inside}</ul></section>"


def evidence(thread: Thread) -> str:
    """How each text was read, apart from the cards, so that it never changes the room given."""
    rows = "".join(
        f"<li>{said.statement_id}, {escape(said.speaker)}: {SEEN_WORDS[said.seen]}.</li>"
        for said in thread.statements
    )
    return f"<ul>{rows}</ul>"


def evidence_line(thread: Thread) -> str:
    parts = []
    for name in ("found", "answered", "other"):
        counts = thread.seen_counts(name)
        if counts:
            parts.append(
                f"{HEADINGS[name].lower()}: {', '.join(f'{n} {kind}' for kind, n in counts.items())}"
            )
    return "How this was seen – " + "; ".join(parts)
