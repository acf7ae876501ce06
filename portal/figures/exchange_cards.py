"""Exchanges as HTML: the closed card with both sides in one short form, and behind one press everything that was said."""

from __future__ import annotations

from typing import Any

from portal.domain.record.statement import SEEN_WORDS, Statement
from portal.markup import Markup, render
from portal.services.both_sides.statements import Thread, asked_words, looked_words, silence

LEAD = (
    "What inspectors found about crime recording, and what the police and others said back. Newest first. Both get the "
    "same room."
)
FOUND, ANSWERED, OTHERS = "What was found", "What police and commissioner said", "What others said"
SIDES = {
    "inspectorate": "Inspectorate",
    "force": "Police",
    "national police": "Police nationally",
    "commissioner": "Commissioner",
    "victims": "For victims",
    "other": "Others",
}
# What an empty side of a card says: never that somebody refused.
SILENT = {
    "found": ("Inspectors", "Nothing found in the texts read."),
    "answered": ("Reply", "No reply found in the texts read. This site has asked nobody."),
}
NONE_FOUND = "None found."
SEEN_HELP = "How we read each text. It says how strong our evidence is that it was said, and nothing about who is right."
HEADINGS = {"found": FOUND, "answered": ANSWERED, "other": OTHERS}
# How a side is marked: a diamond, a square or a round mark, with the word beside it.
LOOKS = {"inspectorate": "inspectorate", "force": "police", "national police": "police"}


def exchange(
    thread: Thread, *, pointed: str = "", is_open: bool = False, is_earlier: bool = False,
    replies: Markup | str = "", sent: int = 0,
) -> Markup:  # fmt: skip
    """The whole exchange. `is_earlier` folds the card itself to its date and title. `replies`: what was sent to this site
    in its author's own words, `sent` of them."""
    return render(
        "both_sides/exchange.html",
        card=_closed(thread, sent),
        full=_full(thread, pointed, replies),
        is_open=is_open,
        is_earlier=is_earlier,
    )


def _closed(thread: Thread, sent: int) -> dict[str, Any]:
    readings = (
        ("Agreed", thread.short_agreed, thread.agreed),
        ("Disputed", thread.short_disputed, thread.disputed),
        ("Unknown", thread.short_unknown, thread.unknown),
    )
    return {
        "thread_id": thread.thread_id,
        "title": thread.title,
        "when": thread.dated.month_words,
        "sides": [_side(thread, name) for name in ("found", "answered")],
        "readings": [(name, short or " ".join(whole) or NONE_FOUND) for name, short, whole in readings],
        "more": _more(len(thread.statements), sent),
    }


def _side(thread: Thread, name: str) -> dict[str, str]:
    said = thread.face(name)
    if said is None:
        who, text = SILENT[name]
        return {"look": "none", "who": who, "text": text}
    speaker = "" if said.speaker == said.organisation else f" · {said.speaker}"
    return {
        "look": LOOKS.get(said.side, "others"),
        "who": f"{SIDES[said.side]}{speaker}, {said.month_words}",
        "text": said.on_card,
    }


def _more(statements: int, replies: int) -> str:
    own = f"All {statements} statements, with sources" if statements > 1 else "The statement, with its source"
    return own if not replies else f"{own}; and {replies} sent to this site in their own words"


def _full(thread: Thread, pointed: str, replies: Markup | str) -> Markup:
    return render(
        "both_sides/full.html",
        thread=thread,
        found=column(thread, "found", pointed),
        answered=column(thread, "answered", pointed),
        other=column(thread, "other", pointed) if thread.column("other") else "",
        replies=replies,
        lists=lists(thread),
        seen_line=evidence_line(thread),
        evidence=render(
            "both_sides/evidence.html", help=SEEN_HELP, statements=thread.statements, seen=SEEN_WORDS
        ),
    )


def column(thread: Thread, name: str, pointed: str = "") -> Markup:
    """One column: its heading, its cards oldest first, or a frame that shows the silence."""
    return render(
        "both_sides/column.html",
        name=name,
        heading=HEADINGS[name],
        cards=[card(said, said.statement_id == pointed) for said in thread.column(name)],
        quiet=silence(thread, name),
        asked=" ".join(filter(None, (thread.not_found, looked_words(thread), asked_words(thread)))),
    )


def card(said: Statement, pointed: bool) -> Markup:
    """Side, speaker, role as printed, date, our summary, the exact words, source and permanent address."""
    role = ", ".join(part for part in (said.role, said.organisation) if part and part != said.speaker)
    return render("both_sides/card.html", said=said, side=SIDES[said.side], role=role, pointed=pointed)


def lists(thread: Thread) -> Markup:
    """Agreed, disputed, unknown; then what was good and what must not be compared."""
    readings = [("Agreed", thread.agreed), ("Disputed", thread.disputed), ("Unknown", thread.unknown)]
    notes = [("Found to be good", thread.good), ("Before comparing", thread.comparability)]
    if thread.column("found") and thread.column("answered"):
        notes += [
            ("Looked for and not found", f"{thread.not_found} {looked_words(thread)}".strip()),
            ("Right of reply", asked_words(thread)),
        ]
    return render("both_sides/lists.html", readings=readings, notes=notes)


def evidence_line(thread: Thread) -> str:
    parts = []
    for name in ("found", "answered", "other"):
        counts = thread.seen_counts(name)
        if counts:
            parts.append(
                f"{HEADINGS[name].lower()}: {', '.join(f'{n} {kind}' for kind, n in counts.items())}"
            )
    return "How this was seen – " + "; ".join(parts)
