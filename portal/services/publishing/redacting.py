"""What an editor changes in what the public will read: words taken out, and changes marked."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.desk.actor import Actor
from portal.domain.publishing.publication import MARK_LENGTH, MARKS, ORIGINAL_KEPT, Mark, Redaction
from portal.domain.reports.report import Report, Words
from portal.domain.reports.report_checks import LIMITS
from portal.domain.reports.text import inert, inert_line
from portal.errors import BadRequest
from portal.services.desk.permissions import require
from portal.services.publishing.wiring import Publisher, known_reason


def redact(
    publisher: Publisher, actor: Actor, reference: str, revision: int, part: str, text: str, reason: str
) -> Report:
    """Puts other words for the public in place of the author's (`part` is `public`) or of an answer (its revision).

    The original stays for editors for ninety days. What was published comes down until it is published again.
    """
    report = publisher.own_report(actor, reference)
    require(actor, "redact", report.sector_code)
    text = inert(text)
    answers = {str(response.revision): response.text for response in report.responses}
    standing = report.words.public if part == "public" else answers.get(part)
    if standing is None:
        raise BadRequest("choose the words that something is taken out of")
    if not text or len(text) > LIMITS["public" if part == "public" else "police_only"]:
        raise BadRequest("enter the words as the public should read them, no longer than before")
    if text == standing:
        raise BadRequest("nothing was taken out; change the words and try again")
    now = publisher.reports.now()
    taken_out = Redaction(part, known_reason(reason), text, now, now + ORIGINAL_KEPT)
    words: Words | None = None
    if part == "public":
        words, taken_out = replace(report.words, public=text), replace(taken_out, text="")
    return publisher.act(actor, report, revision, "redact", (part, reason), redaction=taken_out, words=words)


def original_words(publisher: Publisher, actor: Actor, reference: str) -> tuple[str, ...]:
    """What the author first wrote for the public, for editors alone and until it is erased."""
    report = publisher.own_report(actor, reference)
    require(actor, "redact", report.sector_code)
    every = publisher.reports.store.all_words(reference)
    return tuple(words.public for words in every[:-1] if words.public)


def mark_change(
    publisher: Publisher, actor: Actor, reference: str, revision: int, mark: str, text: str
) -> Report:
    """A change planned or made because of this report; the public reads it once it is published."""
    report = publisher.own_report(actor, reference)
    require(actor, "mark_change", report.sector_code)
    text = inert_line(text)
    if mark not in MARKS:
        raise BadRequest("choose 'change planned' or 'change made'")
    if not text or len(text) > MARK_LENGTH:
        raise BadRequest(f"say in one sentence what changes, in {MARK_LENGTH} characters or fewer")
    made = Mark(mark, text, publisher.reports.now())
    return publisher.act(actor, report, revision, "mark_change", (mark,), mark=made)
