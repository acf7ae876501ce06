"""What an editor does so that the public may read a report: publish, take down, keep private.

Nothing is public before an editor has read it: words that change afterwards come down until they are read again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.domain.desk.actor import Actor
from portal.domain.publishing.publication import (
    PRIVATE,
    PUBLISHED,
    UNPUBLISHED,
    Publication,
    PublicReport,
    Redaction,
)
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import Report
from portal.errors import BadRequest, MoveNotAllowed
from portal.services.desk.permissions import require
from portal.services.details.finding import find_details
from portal.services.details.kinds import KIND_WORDS
from portal.services.mail.alerts import published_mail
from portal.services.publishing.wiring import Publisher, known_reason
from portal.services.reports.tokens import make_token
from portal.services.reports.wiring import code

# What followers are told of when a report is published again.
NEWS = {"amend", "respond", "mark_change"}


@dataclass(frozen=True)
class Desk:
    """What the desk's page of one report shows about publishing it."""

    publication: Publication | None
    preview: PublicReport
    obstacles: tuple[str, ...]
    personal: tuple[str, ...]
    redactions: tuple[Redaction, ...]


def publishing_of(publisher: Publisher, actor: Actor, reference: str) -> Desk:
    """How the report would look in public, what stands in the way, and what looks personal in it."""
    report = publisher.own_report(actor, reference)
    require(actor, "read_report", report.sector_code)
    publication = publisher.public.publication(report.report_id)
    preview = publisher.public.preview(reference, publisher.reports.now())
    return Desk(
        publication,
        preview,
        _obstacles(publisher, actor, report, publication),
        _personal(preview),
        publisher.public.redactions(report.report_id),
    )


def _obstacles(
    publisher: Publisher, actor: Actor, report: Report, publication: Publication | None
) -> tuple[str, ...]:
    """Why it cannot be published now, each as a sentence."""
    now = publisher.reports.now()
    found = []
    if report.entered_by == actor.account_id:
        found.append("You typed it in, so somebody else has to publish it.")
    if not report.sector_code:
        found.append("It is about this site and not about a sector.")
    if not report.may_publish:
        found.append("The author did not agree to publishing.")
    elif not report.words.public:
        found.append("There are no words that may be published.")
    if publication and publication.status == PRIVATE:
        found.append("It is marked private.")
    if not report.responses and now < report.due_at:
        found.append("There is no answer yet, and the time to answer is not over.")
    return tuple(found)


def _personal(preview: PublicReport) -> tuple[str, ...]:
    """What looks personal, by kind, in everything that would be read. A hint: it knows patterns, not people."""
    texts = (preview.text, *(reply.text for reply in preview.replies), *(mark.text for mark in preview.marks))
    kinds = dict.fromkeys(detail.kind for text in texts for detail in find_details(text))
    return tuple(KIND_WORDS[kind] for kind in kinds)


def publish(
    publisher: Publisher, actor: Actor, reference: str, revision: int, *, read_personal: bool = False
) -> Publication:
    """The author's public copy, every answer and every mark up to now can be read by everybody.

    `read_personal` says that the editor has looked at what seems personal and lets it stand. Raises MoveNotAllowed,
    BadRequest or StaleReport.
    """
    report = publisher.own_report(actor, reference)
    require(actor, "publish", report.sector_code)
    shown = publishing_of(publisher, actor, reference)
    if shown.obstacles:
        raise MoveNotAllowed(f"this cannot be published: {shown.obstacles[0]}")
    if shown.personal and not read_personal:
        raise BadRequest(
            f"this seems to hold {', '.join(shown.personal)}; take it out, or say that it may stay"
        )
    now, before = publisher.reports.now(), shown.publication
    decided = Publication(
        public_id=before.public_id if before else code(publisher.reports.new_id(), 8),
        status=PUBLISHED,
        reason="",
        revision=revision + 1,
        decided_at=now,
        first_published_at=(before.first_published_at if before else None) or now,
        told_revision=revision + 1,
    )
    mail = _mail(publisher, report, decided, before)
    publisher.act(actor, report, revision, "publish", publication=decided, mail=mail)
    return decided


def _mail(
    publisher: Publisher, report: Report, decided: Publication, before: Publication | None
) -> tuple[Mail, ...]:
    """One message to each follower; none when it was published before and only a decision or a redaction is new."""
    acts = [line.act for line in report.history]
    since = acts[len(acts) - acts[::-1].index("publish") :] if "publish" in acts else acts
    if not publisher.reports.mail_on or (before and before.told_revision and not NEWS & set(since)):
        return ()
    followers = publisher.followers.followers_of(report.sector_code)
    return tuple(
        published_mail(
            follower,
            report.sector_code,
            decided,
            make_token(publisher.reports, "leave", follower.follower_id),
        )
        for follower in followers
    )


def unpublish(publisher: Publisher, actor: Actor, reference: str, revision: int, reason: str) -> Publication:
    """Takes it down, or decides that it is not published; the reason is counted in public."""
    report = publisher.own_report(actor, reference)
    require(actor, "unpublish", report.sector_code)
    decided = _decided(publisher, report, UNPUBLISHED, known_reason(reason))
    publisher.act(actor, report, revision, "unpublish", (reason,), publication=decided)
    return decided


def mark_private(
    publisher: Publisher, actor: Actor, reference: str, revision: int, reason: str
) -> Publication:
    """It cannot be published by anybody until the mark is lifted."""
    report = publisher.own_report(actor, reference)
    require(actor, "mark_private", report.sector_code)
    decided = _decided(publisher, report, PRIVATE, known_reason(reason))
    publisher.act(actor, report, revision, "mark_private", (reason,), publication=decided)
    return decided


def lift_private(publisher: Publisher, actor: Actor, reference: str, revision: int) -> Publication:
    """Publishing may be decided again; nothing is published by this."""
    report = publisher.own_report(actor, reference)
    require(actor, "mark_private", report.sector_code)
    before = publisher.public.publication(report.report_id)
    if before is None or before.status != PRIVATE:
        raise MoveNotAllowed("it is not marked private")
    decided = _decided(publisher, report, "", "")
    publisher.act(actor, report, revision, "lift_private", publication=decided)
    return decided


def _decided(publisher: Publisher, report: Report, status: str, reason: str) -> Publication:
    before = publisher.public.publication(report.report_id)
    now = publisher.reports.now()
    if before is None:
        return Publication(code(publisher.reports.new_id(), 8), status, reason, 0, now)
    return replace(before, status=status, reason=reason, decided_at=now)
