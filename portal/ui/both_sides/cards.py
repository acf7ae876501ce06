"""Cards and columns as HTML: one form for every side, with room given by what was said and by nothing else."""

from __future__ import annotations

from portal.domain.record.statement import SEEN_WORDS, Statement
from portal.markup import Markup, render
from portal.services.both_sides.statements import Thread, asked_words, looked_words, silence
from portal.ui.both_sides.words import ANSWERED, FOUND, OTHERS, SEEN_HELP, SIDES

HEADINGS = {"found": FOUND, "answered": ANSWERED, "other": OTHERS}


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


def evidence(thread: Thread) -> Markup:
    """How each text was read, apart from the cards, so that it never changes the room given."""
    return render("both_sides/evidence.html", help=SEEN_HELP, statements=thread.statements, seen=SEEN_WORDS)


def evidence_line(thread: Thread) -> str:
    parts = []
    for name in ("found", "answered", "other"):
        counts = thread.seen_counts(name)
        if counts:
            parts.append(
                f"{HEADINGS[name].lower()}: {', '.join(f'{n} {kind}' for kind, n in counts.items())}"
            )
    return "How this was seen – " + "; ".join(parts)
