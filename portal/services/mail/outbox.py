"""Sends what is queued. Each message once; a server that is down delays mail and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.reports.mail import Mail, Outbox, Post
from portal.errors import MailDelayed, MailRefused
from portal.services.mail.messages import write_message

# Longer than any server is waited for, so that a message is not claimed twice while it is being sent.
LEASE = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
# After about a week of tries the address is given up and wiped.
MOST_ATTEMPTS = 40


@dataclass(frozen=True)
class Sent:
    """What one round did. `again` were tried before, so a second copy may exist; it has the same Message-ID."""

    sent: int = 0
    again: int = 0
    later: int = 0
    failed: int = 0


def wait_after(attempts: int) -> timedelta:
    """One minute, then twice as long each time, up to six hours."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_WAIT)


def send_due(outbox: Outbox, post: Post, now: Callable[[], datetime], sender: str, public_url: str) -> Sent:
    """Sends every message that is due. Stops at the first delay: the server is down or busy for the rest too."""
    sent = again = later = failed = 0
    while mail := outbox.claim(now(), now() + LEASE):
        try:
            post.send(write_message(mail, sender, public_url, now()))
        except MailRefused as error:
            outbox.mark_failed(mail, now(), str(error))
            failed += 1
        except MailDelayed as error:
            later += 1
            if _put_off(outbox, mail, now(), str(error)):
                failed, later = failed + 1, later - 1
            break
        else:
            outbox.mark_sent(mail, now())
            sent += 1
            again += mail.attempts > 1
    return Sent(sent, again, later, failed)


def _put_off(outbox: Outbox, mail: Mail, at: datetime, reason: str) -> bool:
    """True when it was tried for the last time."""
    if mail.attempts >= MOST_ATTEMPTS:
        outbox.mark_failed(mail, at, reason)
        return True
    outbox.mark_later(mail, at + wait_after(mail.attempts), reason)
    return False
