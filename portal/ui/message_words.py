"""What About says on messages to the police: privacy in four headings, and the rules by which words are published."""

from __future__ import annotations

from datetime import timedelta

from portal.domain.publishing.publication import ORIGINAL_KEPT, REASONS, TAKE_DOWN_WITHIN
from portal.domain.reports.report import KINDS, RETENTION, WITHDRAWN_KEPT


def _days(time: timedelta) -> str:
    return f"{time.days} days"


_KEPT = "; ".join(f"{KINDS[kind].rstrip('?').lower()}: {_days(time)}" for kind, time in RETENTION.items())

MESSAGE_PRIVACY = f"""
**What is kept.** What you write in the form, the sector, and a name, e-mail address or phone number if you give one. Texts
and contact details are encrypted in the database. Your internet address is used to limit how often one visitor can
write, only as a keyed hash that changes every day and is forgotten after two days. What you type stays in that browser
tab until you send it; it is gone when you close the tab or press *Leave this page quickly*.

**Who sees it.** The inspector of the sector and the people at their desk; for a correction, the people who run this site.
Words in the first box can be read by everybody only if you agree and an editor has read them, and never with your name
unless you say so. The second box, what you would like to happen, and your contact details are never published.

**How long.** Counted from the last act of a person on it: {_KEPT}; anything taken back: {_days(WITHDRAWN_KEPT)}. Then texts
and contact details are erased. That a message was sent, its kind, sector and dates stay, so that counts stay true.

**How to change or remove it.** [Follow a report](follow), with the reference and code on your receipt: change it, withdraw
your agreement to publishing, or take it back. Whoever runs this copy can also hand over or erase everything of yours.
If police staff use the desk for law enforcement, other data protection rules may apply to them; who is responsible for
what has to be settled by whoever runs a copy, before it is opened to the public.
"""

MODERATION = (
    "A message is published only if its author agrees, only the words in the first box, and only after an editor has read "
    "them. Praise and criticism are treated alike. When words are taken out, the page says so and why. What an editor "
    f"took out is kept for {_days(ORIGINAL_KEPT)} in case the decision is questioned. Anybody may ask for something to be "
    f"taken down; it is decided within {TAKE_DOWN_WITHIN // timedelta(hours=1)} hours. Something is not published, or "
    "words are taken out, for these reasons and no others:"
)


def moderation_rules() -> str:
    """The reasons that an editor may give, all of them: the desk offers the same list, and they are counted in public."""
    return "\n".join(f"- {reason}." for reason in REASONS.values())
