"""Answering: a reply goes out at once, or waits for an editor; for half an hour its words may be changed.

Nothing that was typed is lost: a reply that came too late is kept as its writer's draft, and they see who was first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from portal.domain.desk.account import FIRST_REPLIES
from portal.domain.desk.actor import RESPONDER, Actor
from portal.domain.desk.casework import DRAFT, EDIT_WINDOW, RETURNED, WAITING, DeskPart, Edit, ReplyDraft
from portal.domain.desk.reply_checks import find_faults
from portal.domain.desk.reply_claims import MAY_GO, HeldFigure, find_claims
from portal.domain.reports.report import Report, Response
from portal.domain.reports.report_states import may
from portal.domain.reports.text import inert
from portal.errors import BadReply, BadRequest, MoveNotAllowed, NotAllowed, StaleReport
from portal.services.desk.casework import Casework
from portal.services.desk.permissions import require
from portal.services.mail.messages import answered_mail

WARNED = (
    "The answer says something about crime that a reader cannot check; change it, or choose why it may go out"
)
MOST_AT_ONCE = 20
TOO_LATE = (
    "this report was changed while you wrote; your words are kept as your draft below what is there now"
)


def is_checked_first(casework: Casework, account_id: str) -> bool:
    """Whether the next reply of this account waits for an editor."""
    account = casework.accounts.account(account_id)
    return account is None or (account.role == RESPONDER and account.checked_replies < FIRST_REPLIES)


def save_draft(casework: Casework, actor: Actor, reference: str, text: str) -> None:
    """Keeps a reply that is being written. No act on the report: nobody else sees it."""
    report = casework.own_report(actor, reference)
    require(actor, "respond", report.sector_code)
    _keep(casework, actor, report, inert(text))


def respond(
    casework: Casework,
    actor: Actor,
    reference: str,
    revision: int,
    text: str,
    signed: str = "",
    *,
    may_go: str = "",
    held: HeldFigure | None = None,
    template: str = "",
) -> Report:
    """Sends the reply, or hands it to an editor while the account is new.

    `template` is the team's own beginning it was written from. `may_go` is why a reply with a claim goes out all the same, a key of MAY_GO; the history keeps it. Raises BadReply with
    every fault or claim, StaleReport or MoveNotAllowed; in the last two the words are kept as a draft.
    """
    report = casework.own_report(actor, reference)
    require(actor, "respond", report.sector_code)
    text, signed = _fit(actor, text, signed)
    details = _let_through(text, may_go, held)
    own = (
        template if template in {one.template_id for one in casework.cases.team_templates(actor.team)} else ""
    )
    details += (f"template:{own}",) if own else ()
    now = casework.reports.now()
    try:
        if is_checked_first(casework, actor.account_id):
            waiting = ReplyDraft(actor.account_id, WAITING, now, text, signed)
            part = DeskPart(draft=waiting, used_template=own)
            return casework.act(actor, report, revision, "propose_response", details, desk=part)
        return casework.act(
            actor, report, revision, "respond", details,
            response=Response(text, now, signed, account_id=actor.account_id),
            mail=answered_mail(report, now + EDIT_WINDOW),
            desk=DeskPart(end_draft_of=actor.account_id, wake=True, used_template=own),
        )  # fmt: skip
    except (StaleReport, MoveNotAllowed) as error:
        _too_late(casework, actor, report, text, error)


def answer_several(
    casework: Casework,
    actor: Actor,
    shown: dict[str, int],
    text: str,
    signed: str = "",
    *,
    may_go: str = "",
    held: HeldFigure | None = None,
    template: str = "",
) -> tuple[list[str], dict[str, str]]:
    """One reply to several reports, each named with the revision that was on the screen; each author gets it.

    Each is an act of its own: the references that were answered, and those that were not, with the reason; the words are
    then kept as a draft there. Raises BadReply before any is answered, BadRequest without a report.
    """
    if not 0 < len(shown) <= MOST_AT_ONCE:
        raise BadRequest(f"choose 1 to {MOST_AT_ONCE} messages to answer")
    reports = [casework.own_report(actor, reference) for reference in shown]
    for report in reports:
        require(actor, "respond", report.sector_code)
    _let_through(_fit(actor, text, signed)[0], may_go, held)
    done, left = [], {}
    for reference, revision in shown.items():
        try:
            respond(
                casework,
                actor,
                reference,
                revision,
                text,
                signed,
                may_go=may_go,
                held=held,
                template=template,
            )
            done.append(reference)
        except (StaleReport, MoveNotAllowed) as error:
            left[reference] = str(error)
    return done, left


def edit_response(
    casework: Casework,
    actor: Actor,
    reference: str,
    revision: int,
    answer: int,
    text: str,
    *,
    may_go: str = "",
    held: HeldFigure | None = None,
) -> Report:
    """Changes a reply within half an hour of its going out. The author reads that it was changed; both are kept."""
    report = casework.own_report(actor, reference)
    require(actor, "edit_response", report.sector_code)
    text, _ = _fit(actor, text, "")
    response = _response(report.responses, answer)
    if response.account_id != actor.account_id:
        raise NotAllowed("only whoever wrote a reply may change it; answer again instead")
    if casework.reports.now() >= response.at + EDIT_WINDOW:
        raise MoveNotAllowed(
            "a reply can be changed for half an hour after it went out; answer again instead"
        )
    if text == response.text:
        return report
    details = (f"reply:{answer}", *_let_through(text, may_go, held))
    return casework.act(
        actor, report, revision, "edit_response", details, desk=DeskPart(edit=Edit(answer, text))
    )


def check_first_reply(
    casework: Casework,
    actor: Actor,
    reference: str,
    revision: int,
    account_id: str,
    *,
    advice: str | None = None,
) -> Report:
    """Lets a waiting reply out as it is, or with advice sends it back to whoever wrote it."""
    report = casework.own_report(actor, reference)
    require(actor, "check_first_reply", report.sector_code)
    waiting = next(
        (
            d
            for d in casework.cases.drafts(report.report_id)
            if (d.account_id, d.status) == (account_id, WAITING)
        ),
        None,
    )
    if waiting is None:
        raise MoveNotAllowed("no reply of theirs is waiting any more; reload the page")
    if account_id == actor.account_id:
        raise NotAllowed("somebody else has to check this reply")
    now, author = casework.reports.now(), f"for:{account_id}"
    if advice is not None:
        advice = inert(advice)
        if not 0 < len(advice) <= 1000:
            raise BadRequest("say in 1 to 1,000 characters what should be different")
        back = DeskPart(draft=replace(waiting, status=RETURNED, at=now, advice=advice))
        return casework.act(actor, report, revision, "return_response", (author,), desk=back)
    return casework.act(
        actor, report, revision, "respond", (author,),
        response=Response(waiting.text, now, waiting.signed, account_id=account_id, checked_by=actor.account_id),
        mail=answered_mail(report, now + EDIT_WINDOW),
        desk=DeskPart(end_draft_of=account_id, let_out=account_id, wake=True),
    )  # fmt: skip


def _fit(actor: Actor, text: str, signed: str) -> tuple[str, str]:
    """Inert words and a signature that is the account's own. Raises BadReply."""
    text = inert(text[:20_000])
    faults = find_faults(text)
    if faults:
        raise BadReply(faults)
    choices = actor.signatures
    return text, signed if signed in choices else choices[0]


def _let_through(text: str, may_go: str, held: HeldFigure | None) -> tuple[str, ...]:
    """What the history says of claims that went out: how many, and why. Raises BadReply when nothing was said."""
    claims = find_claims(text, held)
    if claims and may_go not in MAY_GO:
        raise BadReply((WARNED,))
    return (f"claims:{len(claims)}", f"may_go:{may_go}") if claims else ()


def _response(responses: Sequence[Response], answer: int) -> Response:
    found = next((response for response in responses if response.revision == answer), None)
    if found is None:
        raise MoveNotAllowed("there is no such reply; reload the page")
    return found


def _keep(casework: Casework, actor: Actor, report: Report, text: str) -> None:
    draft = ReplyDraft(actor.account_id, DRAFT, casework.reports.now(), text)
    casework.cases.keep_draft(report.report_id, draft, actor)


def _too_late(casework: Casework, actor: Actor, report: Report, text: str, error: Exception) -> NoReturn:
    _keep(casework, actor, report, text)
    current = casework.own_report(actor, report.reference)
    raise StaleReport(TOO_LATE if may("respond", "inspector", current.state) else str(error)) from None
