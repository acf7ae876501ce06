"""The history of one report and the log of who read what, in words for the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.domain.desk.access import ACCESS_WORDS, Access
from portal.domain.desk.actor import Actor
from portal.domain.desk.reply_claims import MAY_GO
from portal.domain.reports.report import HistoryLine
from portal.services.desk.casework import Casework, names
from portal.services.desk.permissions import require
from portal.services.reports.wiring import read_code

MOST_SEEN = 500

ACT_WORDS = {
    "submit": "Sent",
    "confirm_email": "E-mail address confirmed",
    "amend": "Changed by the author",
    "withdraw": "Taken back by the author",
    "disagree": "The author says it is not sorted",
    "say_sorted": "The author says it is sorted",
    "say_partly": "The author says it is partly sorted",
    "say_not_sorted": "The author says it is not sorted",
    "say_closed_unsorted": "The author says it is not sorted",
    "ask_if_sorted": "The author was asked whether it is sorted",
    "take_up": "Taken up",
    "assign": "Assigned",
    "snooze": "Put off",
    "note": "Note added",
    "share": "Shared with",
    "end_share": "Shared no more with",
    "merge": "Put together with",
    "part": "Taken out of those put together",
    "propose_response": "Reply written, waiting for an editor",
    "return_response": "Reply sent back by an editor",
    "respond": "Answered",
    "edit_response": "Reply changed",
    "close": "Closed by the police",
    "publish": "Published",
    "unpublish": "Taken down",
    "mark_private": "Marked private",
    "lift_private": "No longer private",
    "object": "The author objects to what was taken out",
    "redact": "Words taken out of the published copy",
    "erase_original": "Original of words taken out erased",
    "mark_change": "Change marked",
    "erase": "Erased",
}
BY_WORDS = {"author": "the author", "operator": "whoever runs this portal", "clock": "the portal itself"}


@dataclass(frozen=True)
class Line:
    """One act in words. `who` is a colleague's name, the author or the portal."""

    at: datetime
    what: str
    who: str


def history(casework: Casework, actor: Actor, reference: str) -> tuple[Line, ...]:
    """Every act, the newest first."""
    report, sector = casework.readable(actor, reference)
    require(actor, "see_history", sector)
    known = names(casework)
    return tuple(_line(line, known, casework.reports.sectors) for line in reversed(report.history))


@dataclass(frozen=True)
class Seen:
    """One time somebody at the desk read, searched or took away. No word of a report, nor of what was looked for."""

    at: datetime
    who: str
    what: str
    reference: str


def access_log(casework: Casework, actor: Actor, reference: str = "") -> tuple[Seen, ...]:
    """The newest first, 500 at most; of one report where a reference is given. Reading it leaves a line as well.

    For administrators of the whole force. Raises NotAllowed for everybody else.
    """
    require(actor, "see_access_log")
    casework.note_access(actor, "log")
    known = names(casework)
    lines = casework.access.lines(reference=read_code(reference), most=MOST_SEEN)
    return tuple(_seen(line, known) for line in lines)


def _seen(line: Access, known: dict[str, str]) -> Seen:
    what = ACCESS_WORDS[line.act]
    counted, _, number = line.details.partition(":")
    if number:
        what += f": {number} {counted.removesuffix('s') if number == '1' else counted}"
    return Seen(line.at, known.get(line.account_id, line.account_id), what, line.reference)


def _line(line: HistoryLine, known: dict[str, str], sectors: Mapping[str, str]) -> Line:
    marked = dict(part.partition(":")[::2] for part in line.details if ":" in part)
    who = BY_WORDS.get(line.by) or known.get(marked.get("account", ""), "the desk")
    what = ACT_WORDS.get(line.act, line.act.replace("_", " ").capitalize())
    if line.act == "submit" and line.by == "inspector":
        what = "Entered for its author"
    if "sector" in marked:
        what += f" {sectors.get(marked['sector'], marked['sector'])}"
    if "with" in marked:
        what += f" {marked['with'].replace('+', ', ')}"
    if marked.get("template"):
        what += ", from the team's own beginning"
    if "to" in marked:
        what += f" to {known.get(marked['to'], 'nobody')}"
    if "places" in marked:
        what += f": {marked['places']} places, {marked.get('letters', '').replace('-', ' letters before and ')} after"
    if marked.get("may_go") in MAY_GO:
        claims = marked.get("claims", "0")
        what += f", with {claims} claim{'' if claims == '1' else 's'} it was warned of. {MAY_GO[marked['may_go']]}"
    if marked.get("until", "now") != "now":
        what += f" until {marked['until']}"
    if line.act == "amend":
        what += f": {', '.join(part.replace('_', ' ') for part in line.details)}"
    return Line(line.at, what, who)
