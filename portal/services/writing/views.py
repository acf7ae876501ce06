"""What Tell the police shows before and after the form: triage, signposts, the receipt. Plain descriptions, drawn elsewhere."""

from __future__ import annotations

from typing import Any

from portal.domain.reports.report import ANSWER_WITHIN, Receipt
from portal.domain.reports.triage import ANSWERS, FORM, NOT_THE_POLICE
from portal.services.writing import words

View = dict[str, Any]


def text(said: str, look: str = "") -> View:
    return {"type": "text", "text": said, "look": look}


def button(action: str, label: str, look: str = "second", **more: str) -> View:
    return {"id": action, "label": label, "look": look, **more}


def view(heading: str, parts: list[View], actions: list[View], **more: Any) -> View:
    """One block. `errors`, `values`, `draft` and the rest may be given; they have their empty defaults."""
    empty: View = {
        "errors": [],
        "values": {},
        "draft": None,
        "keeps": "draft",
        "marks": [],
        "look": "",
        "clear": False,
    }
    fixed = {"problem": words.PROBLEM, "silence": words.SILENCE, "leave": words.LEAVE}
    return {"heading": heading, "parts": parts, "actions": actions} | empty | fixed | more


def triage(missing: bool, problems: tuple[str, ...]) -> View:
    """The first question. Nothing can be typed before it is answered."""
    options, group = [], ""
    for answer in ANSWERS:
        now = words.WRITE_HERE if answer.leads_to == FORM else words.NOT_HERE
        # A group is named once, over its first answer.
        options.append(
            {"value": answer.answer_id, "label": answer.label, "group": "" if now == group else now}
        )
        group = now
    parts = [
        {
            "type": "choice",
            "name": "answer",
            "label": words.FIRST_QUESTION,
            "hidden_label": True,
            "options": options,
        }
    ]
    errors = [{"field": "answer", "sentence": words.CHOOSE}] if missing else []
    errors += [{"field": "", "sentence": said} for said in problems]
    return view(
        words.FIRST_QUESTION,
        parts,
        [button("choose", "Continue", "main")],
        errors=errors,
    )


def receipt(given: Receipt, operator: str, nobody_yet: bool = False) -> View:
    """Reference, code, link, who has it, what happens next and by when, whom to ask, and ways to keep it."""
    facts = _facts(given, operator, nobody_yet)
    link = {"page": "follow", "reference": given.reference, "code": given.secret}
    copy = {"copy": "Copy", "copied": "Copied.", "selected": "Selected; copy it with your own keys."}
    parts: list[View] = [
        text(NOT_THE_POLICE, "warning"),
        {"type": "code", "label": "Reference", "value": given.reference, **copy},
        {"type": "code", "label": "Code", "value": given.secret, **copy},
        {"type": "code", "label": "Private link", **link, **copy},
        text(words.KEEP),
        {"type": "answers", "rows": [{"label": label, "value": value} for label, value in facts]},
    ]
    if given.confirm_email:
        parts.append(text(words.CONFIRM))
    parts.append(text(words.EMERGENCY, "small"))
    actions = [
        button("save", "Save a copy", "main", does="save"),
        button("print", "Print", does="print"),
        button("another", words.ANOTHER),
        button("finish", words.FINISH),
    ]
    lines = [
        "On the Record: your receipt",
        f"Reference: {given.reference}",
        f"Code: {given.secret}",
        "Private link: {link}",
        *(f"{label}: {value}" for label, value in facts),
        words.NOT_A_CRIME_REPORT,
        words.EMERGENCY,
    ]
    saved = {"name": f"receipt-{given.reference}.txt", "lines": lines, "link": link}
    return view(words.RECEIPT, parts, actions, copy=saved)


def _facts(given: Receipt, operator: str, nobody_yet: bool) -> list[tuple[str, str]]:
    next_ = words.CLOCK.format(days=ANSWER_WITHIN.days)
    read = words.NOBODY_YET if nobody_yet else words.READ
    return [
        ("Kept on", words.day(given.submitted_at)),
        ("Who has it", words.who_has_it(given.recipient, nobody_yet)),
        ("What happens next", f"{read} {next_}"),
        ("Answer asked for by", words.day(given.answer_by)),
        ("If nobody answers", words.IF_NOBODY.format(day=words.day(given.answer_by))),
        ("Was it sorted?", f"From {words.day(given.ask_at)} you can say here whether it was."),
        (
            "Questions about this site",
            operator or "This copy of the site names no operator. Send a correction through the form.",
        ),
    ]
