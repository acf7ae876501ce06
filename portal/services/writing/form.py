"""The blocks of the form, each one question or two: where, words, what you would like, contact, who may see, check."""

from __future__ import annotations

from dataclasses import asdict
from textwrap import shorten
from typing import Any

from portal.domain.record.period import month_words
from portal.domain.reports.report import KINDS, recipient_words
from portal.domain.reports.report_checks import LIMITS, FieldFault
from portal.services.library.numbers import count_words
from portal.services.reports.draft import Draft
from portal.services.writing import words
from portal.services.writing.check import check, copies
from portal.services.writing.views import View, button, text, view


def form_block(draft: Draft, sectors: dict[str, str], faults: tuple[FieldFault, ...], **more: Any) -> View:
    """The open block of the draft. `more` may hold `found`, what a search for a place said, and `mail_on`."""
    heading, parts = _BLOCKS[draft.step](draft, sectors, more)
    # The error for both boxes together is shown at the first; a correction has one box.
    shown_at = {"words": "police_only" if draft.kind == "correction" else "public", "form": "send"}
    errors = [
        {"field": shown_at.get(fault.field, fault.field), "sentence": fault.sentence} for fault in faults
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
        "hint": words.FIND_HINT.format(example=more.get("example") or next(iter(sectors.values()))),
        "passing": True,
        "action": {"id": "find", "label": "Find"},
    }
    said = [text(more["found"], "warning")] if more.get("found") else []
    chosen = {"type": "list", "name": "sector", "label": "Sector", "options": [nowhere, *options]}
    return words.WHERE, [
        text(words.WHERE_HINT.format(sectors=count_words(len(sectors)))),
        search,
        *said,
        chosen,
    ]


def _words(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    if draft.kind == "correction":
        box: View = {"type": "box", "name": "police_only", "label": words.WRONG, "hint": words.WRONG_HINT}
        return words.WRONG_HEADING, [{**box, "limit": LIMITS["police_only"]}]
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
    return words.WORDS, [text(words.WORDS_HINT), *boxes, copies(draft, sectors)]


def _joins(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    options = [
        {
            "value": one.public_id,
            "label": f"Yes, this one, of {month_words(one.sent_month)}",
            "hint": shorten(one.text, 240),
        }
        for one in more.get("similar", ())
    ]
    options.append({"value": "", "label": words.JOINS_NONE})
    asked = {
        "type": "choice",
        "name": "joins",
        "label": words.JOINS,
        "hidden_label": True,
        "options": options,
    }
    return words.JOINS, [text(words.JOINS_HINT), asked]


def _wanted(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    box = {
        "type": "box",
        "name": "wanted",
        "label": words.WANTED,
        "hint": words.WANTED_HINT.format(readers=words.readers(draft.kind)),
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
    readers = words.readers(draft.kind)
    return words.CONTACT.format(readers=readers), [text(words.CONTACT_HINT.format(readers=readers)), *lines]


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
    return words.SEEN, [*parts, copies(draft, sectors)]


_BLOCKS = {
    "kind": _kind,
    "where": _where,
    "words": _words,
    "joins": _joins,
    "wanted": _wanted,
    "contact": _contact,
    "seen": _seen,
    "check": check,
}
