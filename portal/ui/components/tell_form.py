"""The blocks of the form, each one question or two: where, words, what you would like, contact, who may see, check."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from portal.domain.report import ANSWER_WITHIN, KINDS, recipient_words
from portal.domain.report_checks import LIMITS, Fault
from portal.services.report_draft import Draft, details_of
from portal.ui.components import tell_words as words
from portal.ui.components.tell_views import View, button, text, view

# The error for both boxes together is shown at the first.
_SHOWN_AT = {"words": "public", "form": "send"}


def form_block(draft: Draft, sectors: dict[str, str], faults: tuple[Fault, ...], **more: Any) -> View:
    """The open block of the draft. `more` may hold `found`, what a search for a place said, and `mail_on`."""
    heading, parts = _BLOCKS[draft.step](draft, sectors, more)
    errors = [
        {"field": _SHOWN_AT.get(fault.field, fault.field), "sentence": fault.sentence} for fault in faults
    ]
    errors += [{"field": "", "sentence": said} for said in more.get("problems", ())]
    known = asdict(draft)
    to = recipient_words(draft.kind, sectors.get(draft.sector, "your area"))
    first = text(f"To {to}. {words.EMERGENCY}", "small")
    return view(
        heading, [first, *parts], _actions(draft, to), errors=errors, values=known, draft=known,
        look="public" if draft.step == "words" else "",
    )  # fmt: skip


def _actions(draft: Draft, to: str) -> list[View]:
    on = (
        button("send", f"Send to {to}", "main")
        if draft.step == "check"
        else button("next", "Continue", "main")
    )
    return [on, button("back", "Back"), button("discard", "Throw it away")]


def _kind(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    options = [{"value": kind, "label": label} for kind, label in KINDS.items()]
    asked = {
        "type": "choice",
        "name": "kind",
        "label": words.FIRST_QUESTION,
        "hidden_label": True,
        "options": options,
    }
    return words.FIRST_QUESTION, [asked]


def _where(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    nowhere = {"value": "", "label": words.NO_PLACE if draft.kind == "correction" else "Choose a sector"}
    options = [{"value": code, "label": name} for code, name in sectors.items()]
    search = {
        "type": "line",
        "name": "place",
        "label": "Find it by postcode or name",
        "hint": words.FIND_HINT,
        "passing": True,
        "action": {"id": "find", "label": "Find"},
    }
    said = [text(more["found"], "warning")] if more.get("found") else []
    chosen = {"type": "list", "name": "sector", "label": "Sector", "options": [nowhere, *options]}
    return words.WHERE, [text(words.WHERE_HINT), search, *said, chosen]


def _words(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    boxes: list[View] = [
        {"type": "box", "name": "public", "label": words.PUBLIC, "hint": words.PUBLIC_HINT},
        {"type": "marks", "name": "public", **words.MARKS},
        {
            "type": "box",
            "name": "police_only",
            "label": words.POLICE_ONLY,
            "hint": words.POLICE_ONLY_HINT,
            "rows": 4,
        },
    ]
    for box in boxes:
        box["limit"] = LIMITS[box["name"]]
    return words.WORDS, [text(words.WORDS_HINT), *boxes, _copies(draft, sectors)]


def _copies(draft: Draft, sectors: dict[str, str]) -> View:
    """Both copies side by side; the page keeps them up to date while somebody types."""
    place = sectors.get(draft.sector, "")
    by = draft.name if draft.show_name == "yes" and draft.name else "Somebody"
    signed = f"{by}{f' in {place}' if place else ''}. {KINDS[draft.kind]}."
    contact = ", ".join(part for part in (draft.name, draft.email, draft.phone) if part)
    others = {name: getattr(draft, name) for name in ("public", "police_only", "wanted")}
    return {
        "type": "preview",
        "others": others,
        "open": {"title": words.OPEN_COPY, "from": signed, "none": words.NOTHING_OPEN},
        "closed": {"title": words.CLOSED_COPY, "from": f"Contact: {contact or 'none given'}."},
    }


def _wanted(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    box = {
        "type": "box",
        "name": "wanted",
        "label": words.WANTED,
        "hint": words.WANTED_HINT,
        "rows": 3,
        "limit": LIMITS["wanted"],
    }
    return "What next?", [box]


def _contact(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    mail = words.EMAIL_HINT if more.get("mail_on") else words.NO_MAIL_HINT
    lines: list[View] = [
        {"type": "line", "name": "name", "label": "Your name (optional)", "autocomplete": "name"},
        {
            "type": "line",
            "name": "email",
            "label": "E-mail address (optional)",
            "hint": mail,
            "input": "email",
        },
        {"type": "line", "name": "phone", "label": "Phone number (optional)", "input": "tel"},
    ]
    lines[1]["autocomplete"], lines[2]["autocomplete"] = "email", "tel"
    return words.CONTACT, [text(words.CONTACT_HINT), *lines]


def _seen(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    options = [
        {"value": "no", "label": words.SEEN_NO},
        {"value": "yes", "label": words.SEEN_YES, "hint": words.SEEN_YES_HINT},
    ]
    parts: list[View] = [
        {"type": "choice", "name": "may_publish", "label": words.SEEN_QUESTION, "options": options}
    ]
    if draft.name:
        parts.append(
            {"type": "tick", "name": "show_name", "label": words.SHOW_NAME, "hint": words.SHOW_NAME_HINT}
        )
    return words.SEEN, [*parts, _copies(draft, sectors)]


def _check(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    published = "Yes, after a check" if draft.publishes else "No"
    named = "Shown" if draft.publishes and draft.show_name == "yes" and draft.name else "Hidden"
    place = sectors.get(draft.sector, words.NO_PLACE)
    rows = [
        ("What it is about", KINDS[draft.kind], "kind"),
        ("Where", place, "where"),
        (words.PUBLIC, draft.public, "words"),
        (words.POLICE_ONLY, draft.police_only, "words"),
        (words.WANTED, draft.wanted, "wanted"),
        ("Your name", draft.name, "contact"),
        ("E-mail", draft.email, "contact"),
        ("Phone", draft.phone, "contact"),
        ("May be published", published, "seen" if draft.public else ""),
        ("Your name on what is published", named, "seen" if draft.public and draft.name else ""),
    ]
    parts: list[View] = [
        text(words.NOT_A_CRIME_REPORT, "warning"),
        {
            "type": "answers",
            "rows": [
                {"label": label, "value": value, "step": step, "none": "Nothing"}
                for label, value, step in rows
            ],
        },
    ]
    if draft.publishes and details_of(draft):
        parts += [
            text(
                f"{words.MARKS_TITLE}: {len(details_of(draft))} in the words that may be published.",
                "warning",
            ),
            {"type": "press", "action": "redact", "label": words.MARKS["replace_all"]},
        ]
    return words.CHECK, [*parts, text(words.CLOCK.format(days=ANSWER_WITHIN.days))]


_BLOCKS = {
    "kind": _kind,
    "where": _where,
    "words": _words,
    "wanted": _wanted,
    "contact": _contact,
    "seen": _seen,
    "check": _check,
}
