"""Writing in without scripts: what one browser keeps between two steps, and what each press makes of it. Nothing is stored here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from portal.domain.reports.report_checks import FieldFault
from portal.domain.reports.triage import ANSWERS, FORM, Choice
from portal.services.reports import draft as report_draft
from portal.services.reports.draft import ASKED, Draft
from portal.services.writing.office import STRAIGHT, Office, find, with_similar

# Pages that are no step of the form: where an answer leads, and the receipt. START is the first question.
ANSWER, RECEIPT, START = "answer", "receipt", ""
STEPS = (ANSWER, *ASKED)


@dataclass(frozen=True)
class Slip:
    """`opened` is when the form was opened, in seconds since 1970. `faulty` is the step that was refused.

    `looked` names the words whose marks their author has been shown, so that nobody is stopped twice for the same.
    """

    answer: str = ""
    sector: str = ""
    draft: Draft | None = field(default=None, repr=False)
    opened: float = 0.0
    faulty: str = ""
    found: str = field(default="", repr=False)
    looked: str = ""
    sent: bool = False

    @property
    def choice(self) -> Choice | None:
        return next((one for one in ANSWERS if one.answer_id == self.answer), None)


def as_text(slip: Slip) -> str:
    return json.dumps(asdict(slip), ensure_ascii=False)


def from_text(text: str, office: Office) -> Slip | None:
    """What `as_text` wrote; None for anything else."""
    if not text:
        return None
    kept = json.loads(text)
    known = {one.name: kept[one.name] for one in fields(Slip) if one.name in kept}
    return Slip(**known | {"draft": report_draft.read_draft(kept.get("draft"), office.sectors)})


def begin(answer: str, sector: str, now: float) -> tuple[Slip, str] | None:
    """What the first question leads to: the form at once, or a page of where to turn. None for what is no answer."""
    slip = Slip(answer, sector)
    if slip.choice is None:
        return None
    return _write(slip, now) if answer in STRAIGHT else (slip, ANSWER)


def _write(slip: Slip, now: float) -> tuple[Slip, str]:
    """Opens the form, which only some answers may."""
    choice = slip.choice
    if choice is None or choice.leads_to != FORM:
        return slip, ANSWER
    draft = report_draft.open_draft(choice.kind, slip.sector)
    return replace(slip, draft=draft, opened=now), draft.step


def at_step(draft: Draft, step: str) -> Draft:
    """The draft with this step open. Browsers go back and forth; a change begun elsewhere is no change of this step."""
    return replace(draft, step=step, changing=draft.changing if draft.step == step else "")


def where_to(slip: Slip, step: str, sectors: Mapping[str, str]) -> str:
    """The step itself, or the first before it that still lacks its answer; an address cannot leap over a question."""
    draft = slip.draft
    if slip.sent:
        return RECEIPT
    if draft is None or step == ANSWER:
        return ANSWER
    if step == "kind":
        return step
    asked = report_draft.steps_of(draft)
    if step not in asked:
        return draft.step if draft.step in asked else asked[0]
    lacking = (one for one in asked if report_draft.faults_of(replace(draft, step=one), sectors))
    first = next(lacking, step)
    return first if asked.index(first) < asked.index(step) else step


def faults_at(slip: Slip, step: str, sectors: Mapping[str, str]) -> tuple[FieldFault, ...]:
    """What is still wrong in a step that was refused."""
    if slip.draft is None or slip.faulty != step:
        return ()
    return report_draft.faults_of(replace(slip.draft, step=step), sectors)


def press(
    office: Office, slip: Slip, step: str, act: str, values: Mapping[str, str], now: float
) -> tuple[Slip | None, str]:
    """What is kept after a press, and the page that follows; None and the first question when nothing is kept.

    A press that the step does not offer changes nothing.
    """
    if step == ANSWER:
        return _pressed_answer(office, slip, act, values, now)
    name, _, rest = act.partition(":")
    if name == "discard":
        return None, START
    if slip.draft is None or name not in _ACTS:
        return slip, step
    clean = replace(slip, draft=at_step(slip.draft, step), faulty="", found="")
    return _ACTS[name](office, clean, {**values, "step": rest})


def _pressed_answer(
    office: Office, slip: Slip, act: str, values: Mapping[str, str], now: float
) -> tuple[Slip | None, str]:
    if act == "there":
        chosen = values.get("sector", "")
        return replace(slip, sector=chosen if chosen in office.sectors else ""), ANSWER
    if act == "start":
        return None, START
    if slip.draft:
        # Gone back to with the browser: what was typed since is still there.
        return slip, slip.draft.step
    return _write(slip, now) if act == "write" else (slip, ANSWER)


def _next(office: Office, slip: Slip, values: Mapping[str, str]) -> tuple[Slip, str]:
    draft = _opened(slip)
    if draft.step == "where" and values.get("place", "").strip() and not values.get("sector"):
        return _find(office, slip, values)
    looked = slip.looked
    if draft.step == "words":
        draft = with_similar(office, report_draft.fill(draft, values))
        looked = hashlib.sha256(draft.public.encode("utf-8")).hexdigest()
        is_new = looked != slip.looked and not report_draft.faults_of(draft, office.sectors)
        if is_new and report_draft.details_of(draft):
            return replace(slip, draft=draft, looked=looked), draft.step
    after, faults = report_draft.go_on(draft, values, office.sectors)
    return replace(slip, draft=after, faulty=draft.step if faults else "", looked=looked), after.step


def _back(office: Office, slip: Slip, values: Mapping[str, str]) -> tuple[Slip | None, str]:
    draft = _opened(slip)
    filled = report_draft.fill(draft, values)
    if [one for one in report_draft.faults_of(filled, office.sectors) if one.code == "too_long"]:
        return replace(slip, draft=filled, faulty=filled.step), filled.step
    before = report_draft.go_back(draft, values)
    if before:
        return replace(slip, draft=before), before.step
    return (None, START) if slip.answer in STRAIGHT else (replace(slip, draft=None), ANSWER)


def _find(office: Office, slip: Slip, values: Mapping[str, str]) -> tuple[Slip, str]:
    draft = report_draft.fill(_opened(slip), values)
    found, said = find(office, draft, values.get("place", ""))
    return replace(slip, draft=found, found=said), draft.step


def _change(office: Office, slip: Slip, values: Mapping[str, str]) -> tuple[Slip, str]:
    draft = report_draft.change(_opened(slip), values["step"])
    return replace(slip, draft=draft), draft.step


def _redact(office: Office, slip: Slip, values: Mapping[str, str]) -> tuple[Slip, str]:
    draft = report_draft.redact_all(report_draft.fill(_opened(slip), values))
    return replace(slip, draft=draft), draft.step


def _opened(slip: Slip) -> Draft:
    assert slip.draft is not None
    return slip.draft


_ACTS: dict[str, Callable[[Office, Slip, Mapping[str, str]], tuple[Slip | None, str]]] = {
    "next": _next, "back": _back, "find": _find, "change": _change, "redact": _redact,
}  # fmt: skip
