"""The form while it is filled in: one block of questions at a time, each checked before the next. Nothing is stored here."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from portal.domain.reports.report import KINDS, Contact, ReportForm, Words
from portal.domain.reports.report_checks import LIMITS, FieldFault, clean, find_faults
from portal.domain.reports.text import inert_line
from portal.services.details.finding import find_details, redact
from portal.services.details.kinds import KIND_WORDS, Detail
from portal.services.reports.submit import LEAST_TOKEN

STEPS = ("where", "words", "joins", "wanted", "contact", "seen", "check")
# What each block asks. The kind is asked before the form, so its block is reached only to change it.
ASKED = {
    "kind": ("kind",),
    "where": ("sector",),
    "words": ("public", "police_only"),
    "joins": ("joins",),
    "wanted": ("wanted",),
    "contact": ("name", "email", "phone"),
    "seen": ("may_publish", "show_name"),
    "check": (),
}
_CHECKED = ASKED | {"words": ("words", "public", "police_only"), "check": ("form",)}
# Longer is cut before anything looks at it; it is over every limit, so it is still refused as too long.
_MOST = 20_001
_LONGEST_CODE = 200


@dataclass(frozen=True)
class Draft:
    """The answers so far, all of them text. `changing` is True when the author came from the check page."""

    token: str = field(repr=False)
    kind: str
    step: str = STEPS[0]
    changing: str = ""
    sector: str = ""
    public: str = field(default="", repr=False)
    police_only: str = field(default="", repr=False)
    wanted: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    may_publish: str = ""
    show_name: str = ""
    # Published reports about what seems the same, and the one of them the author says it is.
    similar: str = ""
    joins: str = ""

    @property
    def publishes(self) -> bool:
        return self.may_publish == "yes" and bool(self.public)


NAMES = tuple(one.name for one in fields(Draft))


def open_draft(kind: str, sector: str = "") -> Draft:
    """An empty form with a token of its own, which makes sending it twice the same as sending it once."""
    return Draft(secrets.token_urlsafe(LEAST_TOKEN), kind, sector=sector)


def read_draft(kept: Any, sectors: Collection[str]) -> Draft | None:
    """The draft a browser kept, or None when it is not one. The browser is not trusted: only known text is taken."""
    if not isinstance(kept, Mapping):
        return None
    given = _texts(kept)
    if len(given.get("token", "")) < LEAST_TOKEN or given.get("kind") not in KINDS:
        return None
    draft = _cleaned(replace(Draft(given["token"], given["kind"]), **given))
    return replace(
        draft,
        step=draft.step if draft.step in ASKED else STEPS[0],
        sector=draft.sector if draft.sector in sectors else "",
    )


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    """What is text under a known name. Only the free texts are long or have lines."""
    given = {name: values[name] for name in NAMES if isinstance(values.get(name), str)}
    return {
        name: text[:_MOST] if name in LIMITS else inert_line(text[:_LONGEST_CODE])
        for name, text in given.items()
    }


def _cleaned(draft: Draft) -> Draft:
    """Every text inert, and every choice one of those offered."""
    form = clean(to_form(draft))
    return replace(
        draft,
        public=form.words.public,
        police_only=form.words.police_only,
        wanted=form.words.wanted,
        name=form.contact.name,
        email=form.contact.email,
        phone=form.contact.phone,
        may_publish=draft.may_publish if draft.may_publish in ("yes", "no") else "",
        show_name="yes" if draft.show_name == "yes" else "",
        joins=form.joins,
    )


def to_form(draft: Draft, seconds: float = 60.0, trap: str = "") -> ReportForm:
    return ReportForm(
        kind=draft.kind,
        sector_code=draft.sector,
        words=Words(draft.public, draft.police_only, draft.wanted),
        contact=Contact(draft.name, draft.email, draft.phone),
        may_publish=draft.publishes,
        show_name=draft.publishes and draft.show_name == "yes" and bool(draft.name),
        joins=draft.joins if draft.joins in draft.similar.split(",") else "",
        seconds=seconds,
        trap=trap,
    )


def fill(draft: Draft, values: Mapping[str, Any]) -> Draft:
    """The draft with the answers of its block, made inert. Answers to other blocks are not taken."""
    given = {name: text for name, text in _texts(values).items() if name in ASKED[draft.step]}
    if given.get("kind", draft.kind) not in KINDS:
        del given["kind"]
    return _as_one_copy(_cleaned(replace(draft, **given)))


def _as_one_copy(draft: Draft) -> Draft:
    """A correction is never published, so it has one text; what was in the other box is added to it."""
    if draft.kind != "correction" or not draft.public:
        return draft
    both = "\n\n".join(part for part in (draft.public, draft.police_only) if part)
    return replace(draft, public="", police_only=both, may_publish="")


def faults_of(draft: Draft, sectors: Collection[str]) -> tuple[FieldFault, ...]:
    """What is wrong in the block that is open."""
    found = [fault for fault in find_faults(to_form(draft), sectors) if fault.field in _CHECKED[draft.step]]
    if draft.step == "seen" and draft.may_publish not in ("yes", "no"):
        found.append(FieldFault("may_publish", "missing"))
    return tuple(found)


def go_on(
    draft: Draft, values: Mapping[str, Any], sectors: Collection[str]
) -> tuple[Draft, tuple[FieldFault, ...]]:
    """The next block, or this one again with its faults. Nothing that was typed is lost either way."""
    filled = fill(draft, values)
    faults = faults_of(filled, sectors)
    if faults or filled.step == "check":
        return filled, faults
    # Words that may be published need an answer on whether they may, also when they are added later.
    unasked = filled.public and filled.may_publish not in ("yes", "no")
    if filled.changing and not (filled.step == "words" and unasked):
        return replace(filled, step="check", changing=""), ()
    later = [step for step in steps_of(filled) if _place(step) > _place(filled.step)]
    return replace(filled, step="seen" if filled.changing else later[0]), ()


def go_back(draft: Draft, values: Mapping[str, Any]) -> Draft | None:
    """The block before, with what was typed; None before the first."""
    filled = fill(draft, values)
    if filled.changing:
        return replace(filled, step="check", changing="")
    earlier = [step for step in steps_of(filled) if _place(step) < _place(filled.step)]
    return replace(filled, step=earlier[-1]) if earlier else None


def visit(
    draft: Draft, values: Mapping[str, Any], step: str, sectors: Collection[str]
) -> tuple[Draft, tuple[FieldFault, ...]]:
    """The block that the browser's history names, with what was typed: an earlier one at once, a later one as far as the
    answers allow, with the faults of the block that it stops at."""
    filled, faults = fill(draft, values), tuple[FieldFault, ...]()
    if step not in steps_of(filled):
        return filled, ()
    if _place(step) <= _place(filled.step):
        return replace(filled, step=step, changing=""), ()
    while not faults and _place(filled.step) < _place(step):
        filled, faults = go_on(filled, {}, sectors)
    return filled, faults


def change(draft: Draft, step: str) -> Draft:
    """Back to one block from the check page, and then to the check page again."""
    return replace(draft, step=step, changing="yes") if ASKED.get(step) else draft


def steps_of(draft: Draft) -> list[str]:
    """Whether words may be published is asked only when there are some, and what they join when there is something."""
    asked = {"seen": draft.public, "joins": draft.similar}
    return [step for step in STEPS if asked.get(step, True)]


def _place(step: str) -> int:
    return STEPS.index(step) if step in STEPS else -1


Segment = tuple[str, str, str, str]


def mark(text: str) -> list[Segment]:
    """The text in pieces: each with what it looks like, what to write instead and why, or three empty texts."""
    pieces: list[Segment] = []
    at = 0
    for detail in find_details(text):
        pieces += [(text[at : detail.start], "", "", "")] if detail.start > at else []
        pieces.append(
            (text[detail.start : detail.end], KIND_WORDS[detail.kind], detail.suggestion, detail.why)
        )
        at = detail.end
    return [*pieces, (text[at:], "", "", "")] if pieces else []


def details_of(draft: Draft) -> tuple[Detail, ...]:
    """What looks personal in the words that may be published."""
    return find_details(draft.public)


def redact_all(draft: Draft) -> Draft:
    return replace(draft, public=redact(draft.public, details_of(draft)))
