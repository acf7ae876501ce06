"""What an editor changes in what the public will read: words taken out, and changes marked."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.desk.actor import Actor
from portal.domain.publishing.gaps import with_gaps
from portal.domain.publishing.publication import (
    MARK_LENGTH,
    MARKS,
    NOTE_LENGTH,
    ORIGINAL_KEPT,
    Mark,
    Redaction,
)
from portal.domain.reports.report import Report, Words
from portal.domain.reports.text import inert_line
from portal.errors import BadRequest
from portal.services.desk.permissions import require
from portal.services.mail.messages import redacted_mail
from portal.services.publishing.wiring import Publisher, known_reason


def redact(
    publisher: Publisher, actor: Actor, reference: str, revision: int, part: str, taken: str, reason: str,
    *, note: str = "",
) -> Report:  # fmt: skip
    """Takes words out of the author's text (`part` is `public`) or of an answer (its revision), and only out.

    `taken` names them as they stand, one piece a line; gaps that say why stand in their place. `note` is the editor's
    own and is shown apart. The author is told and may object. The original stays for editors for ninety days. What was
    published comes down until it is published again. Raises BadRequest.
    """
    report = publisher.own_report(actor, reference)
    require(actor, "redact", report.sector_code)
    answers = {str(response.revision): response.text for response in report.responses}
    answers |= {one.part: one.text for one in publisher.public.redactions(report.report_id) if one.text}
    standing = report.words.public if part == "public" else answers.get(part)
    if not standing:
        raise BadRequest("choose the words that something is taken out of")
    note = inert_line(note)
    if len(note) > NOTE_LENGTH:
        raise BadRequest(f"the note must be {NOTE_LENGTH} characters or fewer")
    text, places = with_gaps(standing, taken, known_reason(reason))
    now = publisher.reports.now()
    taken_out = Redaction(part, reason, text, now, now + ORIGINAL_KEPT, note=note)
    words: Words | None = None
    if part == "public":
        words, taken_out = replace(report.words, public=text), replace(taken_out, text="")
    details = (part, reason, f"places:{places}", f"letters:{len(standing)}-{len(text)}")
    mail = redacted_mail(report, now) if part == "public" and publisher.reports.mail_on else ()
    return publisher.act(
        actor, report, revision, "redact", details, redaction=taken_out, words=words, mail=mail
    )


def original_words(publisher: Publisher, actor: Actor, reference: str) -> tuple[str, ...]:
    """What the author first wrote for the public, for editors alone and until it is erased."""
    report = publisher.own_report(actor, reference)
    require(actor, "redact", report.sector_code)
    every = publisher.reports.store.all_words(reference)
    earlier = tuple(words.public for words in every[:-1] if words.public)
    if earlier:
        publisher.note_access(actor, "read_original", report.reference)
    return earlier


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
