"""Help with a reply: beginnings that fit the report, what good replies hold, and what exactly its author will get."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import EDIT_WINDOW
from portal.domain.desk.reply_checks import find_faults, missing_prompts
from portal.domain.desk.reply_claims import HeldFigure, ReplyClaim, find_claims
from portal.domain.record.figure import Figure
from portal.domain.reports.report import Report
from portal.domain.reports.text import inert
from portal.services.desk.casework import Casework
from portal.services.desk.permissions import require
from portal.services.desk.replies import is_checked_first
from portal.services.desk.reply_marks import MarkedPiece, marked_pieces
from portal.services.mail.messages import BODIES, FOLLOW_PATH, FOOT, SUBJECTS


@dataclass(frozen=True)
class Template:
    """A beginning for a reply. What stands in square brackets is for the writer to fill."""

    name: str
    states: tuple[str, ...]
    kinds: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Preview:
    """What the author will get: the reply as shown with reference and code, and the mail that tells of it, if any."""

    text: str = field(repr=False)
    signed: str
    subject: str
    body: str
    no_mail: str
    faults: tuple[str, ...]
    missing: tuple[str, ...]
    is_checked_first: bool
    claims: tuple[ReplyClaim, ...] = ()
    marked: tuple[MarkedPiece, ...] = field(default=(), repr=False)


@lru_cache(maxsize=1)
def all_templates() -> tuple[Template, ...]:
    read = tomllib.loads((files("portal.services.desk") / "reply_templates.toml").read_text(encoding="utf-8"))
    return tuple(
        Template(one["name"], tuple(one["states"]), tuple(one.get("kinds", ())), one["text"].strip())
        for one in read["template"]
    )


def templates(casework: Casework, actor: Actor, reference: str, shown: Figure) -> tuple[Template, ...]:
    """Those that fit the report's state and kind, filled in. The figure carries its period and source with it."""
    report = casework.own_report(actor, reference)
    require(actor, "use_template", report.sector_code)
    place = casework.reports.sectors.get(report.sector_code, "this site")
    filled = {
        "sector": place,
        "reference": report.reference,
        "team": actor.team,
        "figure": figure_sentence(shown),
    }
    return tuple(
        Template(one.name, one.states, one.kinds, one.text.format(**filled))
        for one in all_templates()
        if report.state in one.states and (not one.kinds or report.kind in one.kinds)
    )


def figure_sentence(shown: Figure) -> str:
    """The figure as an answer may carry it: with its period and its source."""
    publishers = ", ".join(dict.fromkeys(source.publisher for source in shown.sources))
    return f"{shown.sentence} Source: {publishers}, through On the Record."


def held_figure(shown: Figure) -> HeldFigure:
    """What an answer's numbers of crimes are held against."""
    return HeldFigure(shown.area.name, shown.period.last[:4], shown.value, figure_sentence(shown))


def preview(
    casework: Casework,
    actor: Actor,
    reference: str,
    text: str,
    signed: str,
    public_url: str,
    held: HeldFigure | None = None,
) -> Preview:
    """Exactly what the person gets, and what stands in the way."""
    report = casework.own_report(actor, reference)
    require(actor, "respond", report.sector_code)
    text = inert(text[:20_000])
    filled = {"reference": report.reference, "code": "", "link": public_url.rstrip("/") + FOLLOW_PATH}
    return Preview(
        text,
        signed if signed in actor.signatures else actor.team,
        SUBJECTS["answered"].format(**filled),
        f"{BODIES['answered']}\n\n{FOOT}".format(**filled),
        _why_no_mail(casework, report),
        find_faults(text),
        missing_prompts(text),
        is_checked_first(casework, actor.account_id),
        find_claims(text, held),
        marked_pieces(text, actor.name, actor.team),
    )


def _why_no_mail(casework: Casework, report: Report) -> str:
    if not report.contact.email:
        return "They gave no e-mail address. They read the reply with their reference and code."
    if not report.email_confirmed:
        return "They have not confirmed their e-mail address, so no mail goes there. They read the reply with their reference and code."
    if not casework.reports.mail_on:
        return "This portal sends no mail. They read the reply with their reference and code."
    return ""


def mail_words() -> str:
    minutes = int(EDIT_WINDOW.total_seconds() // 60)
    return f"The mail leaves {minutes} minutes after the reply, so that it can still be changed before it is announced."
