"""The mail to followers of an area. It holds a link and never a word of what was published."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import quote

from portal.domain.publishing.public_stores import Follower
from portal.domain.publishing.publication import Publication
from portal.domain.record.period import month_words
from portal.domain.reports.mail import Mail

CONFIRM, PUBLISHED, DIGEST, MONTH = "follow", "said", "digest", "month"
KINDS = (CONFIRM, PUBLISHED, DIGEST, MONTH)
CONFIRM_PATH, LEAVE_PATH = "/alerts/confirm", "/alerts/stop"
PAGE_PATHS = {CONFIRM: "", PUBLISHED: "/said", DIGEST: "/said", MONTH: "/area"}
LISTS = {
    PUBLISHED: "You said, they did <said.{host}>",
    DIGEST: "You said, they did, month by month <digest.{host}>",
    MONTH: "New months <months.{host}>",
}
EVERYWHERE = "all areas"

SUBJECTS = {
    CONFIRM: "Confirm that you want alerts from On the Record",
    PUBLISHED: "A report and its answer were published",
    DIGEST: "What was published last month",
    MONTH: "New months of recorded crime are in",
}
BODIES = {
    CONFIRM: (
        "Somebody asked for alerts from On the Record at this address.\n\n"
        "If it was you, open {confirm} and press the button there. The link works for seven days.\n\n"
        "If it was not you, do nothing. You will not be written to again."
    ),
    PUBLISHED: (
        "Something was published in “You said, they did”. Read it at {page}\n\n"
        "You get this because you asked for alerts. One press ends them: {leave}"
    ),
    DIGEST: (
        "Published in “You said, they did” in {month}: {count}. Read what people said, what was answered and what "
        "changed at {page}\n\n"
        "You get this once a month because you asked for it, and only when something was published. One press ends it: "
        "{leave}"
    ),
    MONTH: (
        "Months of recorded crime are in that were not here before. The newest month held is now {month}.\n\n"
        "Read them at {page}\n\n"
        "You get this because you asked for alerts about this place. One press ends them: {leave}"
    ),
}
FOOT = "On the Record is not the police. In an emergency call 999."


def confirm_mail(follower: Follower, token: str) -> Mail:
    mail_id = f"{CONFIRM}.{follower.follower_id}"
    return Mail(mail_id, CONFIRM, follower.area_code, follower.asked_at, follower.email, token)


def published_mail(follower: Follower, sector_code: str, decided: Publication, token: str) -> Mail:
    """One for each follower and published revision, known by its id. `token` ends the alerts."""
    mail_id = f"{PUBLISHED}.{decided.revision}.{decided.public_id}.{follower.follower_id}"
    return Mail(mail_id, PUBLISHED, sector_code, decided.decided_at, follower.email, token)


def digest_mail(follower: Follower, month: str, count: int, at: datetime, token: str) -> Mail:
    """One for each follower and month, with how many messages were published. `token` ends it."""
    mail_id = f"{DIGEST}.{month}.{count}.{follower.follower_id}"
    return Mail(mail_id, DIGEST, follower.area_code, at, follower.email, token)


def month_mail(follower: Follower, newest: str, held: int, at: datetime, token: str) -> Mail:
    """One for each follower and number of months held. `token` ends the alerts."""
    mail_id = f"{MONTH}.{newest}.{held}.{follower.follower_id}"
    return Mail(mail_id, MONTH, follower.area_code, at, follower.email, token)


def write_alert(message: EmailMessage, mail: Mail, sender: str, root: str) -> None:
    """Fills in subject, body and the headers that let a mail program unsubscribe with one press (RFC 8058)."""
    confirm, leave = f"{root}{CONFIRM_PATH}/{mail.code}", f"{root}{LEAVE_PATH}/{mail.code}"
    message["Subject"] = SUBJECTS[mail.kind]
    if mail.kind in LISTS:
        message["List-Id"] = LISTS[mail.kind].format(host=parseaddr(sender)[1].partition("@")[2])
        message["List-Unsubscribe"] = f"<{leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    page = f"{root}{PAGE_PATHS[mail.kind]}/{quote(mail.reference, safe=':+')}"
    parts = mail.mail_id.split(".")
    month = month_words(parts[1]) if mail.kind in (DIGEST, MONTH) else ""
    count = "one message" if parts[2:3] == ["1"] else f"{parts[2] if len(parts) > 2 else ''} messages"
    body = BODIES[mail.kind].format(confirm=confirm, leave=leave, page=page, month=month, count=count)
    message.set_content(f"{body}\n\n{FOOT}\n")
