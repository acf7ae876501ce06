"""Both copies side by side, and the page that shows every answer once more before it is sent."""

from __future__ import annotations

from typing import Any

from portal.domain.reports.report import ANSWER_WITHIN, KINDS
from portal.services.details.kinds import KIND_WORDS, Detail
from portal.services.reports.draft import Draft, details_of
from portal.services.writing import words
from portal.services.writing.views import View, text


def copies(draft: Draft, sectors: dict[str, str]) -> View:
    """Both copies side by side; the page keeps them up to date while somebody types."""
    place = sectors.get(draft.sector, "")
    by = draft.name if draft.show_name == "yes" and draft.name else "Somebody"
    signed = f"{by}{f' in {place}' if place else ''}. {KINDS[draft.kind].rstrip('?')}."
    contact = ", ".join(part for part in (draft.name, draft.email, draft.phone) if part)
    others = {name: getattr(draft, name) for name in ("public", "police_only", "wanted")}
    return {
        "type": "preview",
        "others": others,
        "open": {"title": words.OPEN_COPY, "from": signed, "none": words.NOTHING_OPEN},
        "closed": {"title": words.CLOSED_COPY, "from": f"Contact: {contact or 'none given'}."},
    }


def _rows(draft: Draft, sectors: dict[str, str]) -> list[tuple[str, str, str]]:
    """Label, value and the block that changes it."""
    start = [
        ("What it is about", KINDS[draft.kind], "kind"),
        ("Where", sectors.get(draft.sector, words.NO_PLACE), "where"),
    ]
    reach = [
        (words.WANTED, draft.wanted, "wanted"),
        ("Your name", draft.name, "contact"),
        ("E-mail", draft.email, "contact"),
        ("Phone", draft.phone, "contact"),
    ]
    if draft.kind == "correction":
        return [*start, (words.WRONG, draft.police_only, "words"), *reach]
    named = draft.publishes and draft.show_name == "yes" and draft.name
    return [
        *start,
        (words.PUBLIC, draft.public, "words"),
        (words.POLICE_ONLY, draft.police_only, "words"),
        *(
            [("About the same as one published", "Yes" if draft.joins else "No", "joins")]
            if draft.similar
            else []
        ),
        *reach,
        (
            "May be published",
            "Yes, after a check" if draft.publishes else "No",
            "seen" if draft.public else "",
        ),
        (
            "Your name on what is published",
            "Shown" if named else "Hidden",
            "seen" if draft.public and draft.name else "",
        ),
    ]


def _explained(draft: Draft, found: tuple[Detail, ...]) -> list[str]:
    """Each mark once, in words: a reader without colours, or with a screen reader, needs no highlight."""
    said = (
        f"“{draft.public[one.start : one.end]}” {words.MARKS['looks']} {KIND_WORDS[one.kind]}. {one.why}"
        for one in found
    )
    return list(dict.fromkeys(said))


def check(draft: Draft, sectors: dict[str, str], more: dict[str, Any]) -> tuple[str, list[View]]:
    """Every answer with its Change, and what still looks personal in the words that may be published."""
    rows = [
        {"label": label, "value": value, "step": step, "none": words.NONE_GIVEN}
        for label, value, step in _rows(draft, sectors)
    ]
    parts: list[View] = [text(words.NOT_A_CRIME_REPORT, "warning"), {"type": "answers", "rows": rows}]
    found = details_of(draft) if draft.publishes else ()
    if found:
        parts += [
            text(words.MARKS_LEFT.format(title=words.MARKS_TITLE, times=words.times(len(found))), "warning"),
            {"type": "lines", "items": _explained(draft, found)},
            {"type": "press", "action": "redact", "label": words.MARKS["replace_all"]},
        ]
    parts += [text(words.NOBODY_YET, "warning")] if more.get("nobody_yet") else []
    return words.CHECK, [*parts, text(words.CLOCK.format(days=ANSWER_WITHIN.days))]
