"""What Follow a report shows: the way in, one report with its answers, and the block of each thing its author may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.domain.reports.report import KINDS, Report, Response, keep_until, recipient_words
from portal.domain.reports.report_checks import LIMITS
from portal.domain.reports.report_states import AUTHOR, DISPUTED, STATE_WORDS, WITHDRAWN, may
from portal.services.writing import follow_words as words
from portal.services.writing import words as tell_words
from portal.services.writing.views import View, button, text, view

# Where this tab keeps a change that is not sent yet, apart from a new message.
CHANGE = "change"


def ask(reference: str, problems: list[View]) -> View:
    """The way in. What was typed as a code is never put back on the page."""
    lines: list[View] = [
        {"type": "line", "name": "reference", "label": "Reference", "hint": words.REFERENCE_HINT},
        {"type": "line", "name": "code", "label": "Code", "hint": words.CODE_HINT},
    ]
    return view(
        words.ASK,
        [*lines, text(words.LOST, "small")],
        [button("open", "Open", "main")],
        errors=problems,
        values={"reference": reference},
    )


def report_view(
    report: Report,
    sectors: dict[str, str],
    now: datetime,
    mail_on: bool,
    linked: bool,
    problems: list[View],
    nobody_yet: bool = False,
    ways: Sequence[View] = (),
) -> View:
    """The report as its author sees it: where it stands, the answers, what they may do, what they wrote, what happened."""
    where = sectors.get(report.sector_code, "your area")
    parts = [text(f"To {recipient_words(report.kind, where)}. {tell_words.EMERGENCY}", "small")]
    parts += [text(words.OUT_OF_THE_BAR, "small")] if linked else []
    parts += [text(STATE_WORDS[report.state], "warning"), *_standing(report, now, nobody_yet)]
    parts += [
        {
            "type": "said",
            "look": "police",
            "by": _signed(answer),
            "text": answer.text,
        }
        for answer in report.responses
    ]
    parts += [*ways, *_sorted(report, now), *_confirm(report, mail_on)]
    parts += [{"type": "heading", "text": "What you wrote"}, _written(report)]
    parts += [{"type": "heading", "text": "What happened"}, {"type": "lines", "items": _history(report)}]
    heading = f"{KINDS[report.kind].rstrip('?')}, sent on {tell_words.day(report.submitted_at)}"
    return view(heading, parts, _actions(report), errors=problems)


def _signed(answer: Response) -> str:
    """Who answered and when; a reply changed in the half hour for that says so."""
    changed = f", changed {tell_words.day(answer.edited_at)}" if answer.edited_at else ""
    return f"{answer.signed}, {tell_words.day(answer.at)}{changed}"


def is_late(report: Report, now: datetime) -> bool:
    """No answer, the time for one over, and nobody took it back; a correction goes to nobody who could be reported."""
    open_still = report.state not in (WITHDRAWN, DISPUTED) and not report.responses
    return open_still and now > report.due_at and report.kind != "correction"


def _standing(report: Report, now: datetime, nobody_yet: bool) -> list[View]:
    if report.state == WITHDRAWN:
        return [text(words.WITHDRAWN.format(day=tell_words.day(keep_until(report))))]
    if report.state == DISPUTED:
        return [text(words.DISPUTED)]
    if report.responses:
        return []
    said = words.LATE if now > report.due_at else words.NO_ANSWER
    waits = [text(tell_words.NOBODY_YET, "warning")] if nobody_yet else []
    return [text(said.format(day=tell_words.day(report.due_at))), *waits]


def _sorted(report: Report, now: datetime) -> list[View]:
    """The question after four weeks."""
    if now < report.ask_at or not may("say_sorted", AUTHOR, report.state):
        return []
    options = [{"value": answer, "label": label} for answer, label in words.SORTED.items()]
    asked: list[View] = [
        {"type": "choice", "name": "sorted", "label": words.ASK_SORTED, "options": options},
        {"type": "press", "action": "sorted", "label": "Answer"},
    ]
    if report.sorted_answer:
        said = words.SORTED[report.sorted_answer].lower()
        asked.insert(0, text(words.SORTED_SAID.format(answer=said)))
    return asked


def _confirm(report: Report, mail_on: bool) -> list[View]:
    open_to_it = may("confirm_email", AUTHOR, report.state)
    if not (mail_on and report.contact.email and open_to_it) or report.email_confirmed:
        return []
    action = {"id": "confirm", "label": "Confirm"}
    return [
        {
            "type": "line",
            "name": "email_code",
            "label": words.CONFIRM,
            "hint": words.CONFIRM_HINT,
            "action": action,
        }
    ]


def _written(report: Report) -> View:
    contact = report.contact
    reached = ", ".join(part for part in (contact.name, contact.email, contact.phone) if part)
    rows = [
        ("Reference", report.reference),
        *_copies(report),
        (tell_words.WANTED, report.words.wanted),
        ("Contact", reached),
        ("Erased, if nothing more happens, on", tell_words.day(keep_until(report))),
    ]
    return {
        "type": "answers",
        "rows": [{"label": label, "value": value, "none": tell_words.NONE_GIVEN} for label, value in rows],
    }


def _copies(report: Report) -> list[tuple[str, str]]:
    if report.kind == "correction":
        return [(tell_words.WRONG, report.words.police_only)]
    return [
        (tell_words.PUBLIC, report.words.public),
        ("May be published", "Yes, after a check" if report.may_publish else "No"),
        (tell_words.POLICE_ONLY, report.words.police_only),
    ]


def _history(report: Report) -> list[str]:
    """Acts that concern the author; what the desk does among itself is not here."""
    told = words.ACTS | ({"submit": words.ENTERED} if report.entered_by else {})
    return [f"{tell_words.day(line.at)}: {told[line.act]}." for line in report.history if line.act in told]


def _actions(report: Report) -> list[View]:
    gap_acts = [line.act for line in report.history if line.act in ("redact", "object")]
    offered = [
        button(act, label)
        for act, label in (
            ("amend", words.AMEND),
            ("disagree", words.DISAGREE),
            ("object", words.OBJECT),
            ("withdraw", words.WITHDRAW),
        )
        if may(act, AUTHOR, report.state) and (act != "object" or gap_acts[-1:] == ["redact"])
    ]
    return [button("again", "Look again", "main"), *offered, button("shut", "Close it on this screen")]


def amend_view(report: Report, typed: dict[str, str], problems: list[View]) -> View:
    """The words as they stand, or as they were typed when something in them was refused."""
    boxes: list[View] = [
        {"type": "box", "name": "public", "label": tell_words.PUBLIC, "hint": tell_words.PUBLIC_HINT},
        {"type": "marks", "name": "public", **tell_words.MARKS},
        {"type": "box", "name": "police_only", "label": tell_words.POLICE_ONLY},
        {"type": "box", "name": "wanted", "label": tell_words.WANTED, "rows": 3},
    ]
    if report.kind == "correction":
        boxes = [boxes[2] | {"label": tell_words.WRONG}, boxes[3]]
    for box in boxes:
        box["limit"] = LIMITS[box["name"]]
    options = [{"value": "no", "label": tell_words.SEEN_NO}, {"value": "yes", "label": tell_words.SEEN_YES}]
    asked: View = {
        "type": "choice",
        "name": "may_publish",
        "label": tell_words.SEEN_QUESTION,
        "options": options,
    }
    seen = [] if report.kind == "correction" else [asked]
    now = {name: getattr(report.words, name) for name in ("public", "police_only", "wanted")}
    now["may_publish"] = "yes" if report.may_publish else "no"
    actions = [button("amended", "Keep the change", "main"), button("report", "Back")]
    return view(
        words.AMEND, [text(words.AMEND_HINT), *boxes, *seen], actions, errors=problems, values=now | typed,
        look="" if report.kind == "correction" else "public", draft={"reference": report.reference}, keeps=CHANGE,
    )  # fmt: skip


def sure(act: str, problems: list[View]) -> View:
    """Asks once more before an act that people see or that cannot be undone."""
    heading, said = {
        "withdraw": (words.WITHDRAW, words.WITHDRAW_SAID),
        "disagree": (words.DISAGREE, words.DISAGREE_SAID),
        "object": (words.OBJECT, words.OBJECT_SAID),
    }[act]
    actions = [button(f"{act}_sure", f"Yes: {heading.lower()}", "main"), button("report", "Back")]
    return view(heading, [text(said)], actions, errors=problems)


def problem(sentence: str, field: str = "") -> View:
    return {"field": field, "sentence": tell_words.sentence(sentence)}
