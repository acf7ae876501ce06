"""The mail to whoever works at the desk. It names a reference and what has happened, and never a word of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

from portal.domain.desk.told import DAY_TEN, DISAGREES, NEW, TAKEDOWN, TO_CHECK, Notice
from portal.domain.reports.mail import Mail

PREFIX, DIGEST_KIND = "desk_", "desk_digest"
STOP_PATH = "/alerts/desk"
COVERS = "cover"

SUBJECTS = {
    NEW: "A new message for your sector: {reference}",
    DAY_TEN: "Ten days old and not answered: {reference}",
    DISAGREES: "Not sorted, says the author: {reference}",
    TO_CHECK: "An answer waits for an editor: {reference}",
    TAKEDOWN: "Somebody asks to take this down: {reference}",
}
BODIES = {
    NEW: "Somebody wrote to your sector. An answer is promised within 14 days.",
    DAY_TEN: "This message came ten days ago and has no answer yet. Four days are left of what was promised.",
    DISAGREES: "The author of this message read your answer and says that it is not sorted.",
    TO_CHECK: "A colleague's first answers are read by an editor before they go out. This one waits for you.",
    TAKEDOWN: "Somebody asks to take down what was published of this message. It is to be decided within 48 hours.",
}
COUNTED = {
    NEW: ("new message", "new messages"),
    DAY_TEN: ("message ten days old and not answered", "messages ten days old and not answered"),
    DISAGREES: ("author who says that it is not sorted", "authors who say that it is not sorted"),
    TO_CHECK: ("answer that waits for an editor", "answers that wait for an editor"),
    TAKEDOWN: ("request to take something down", "requests to take something down"),
}
COVER_WORDS = "You get this because you stand in for a colleague who is away.\n\n"
CHOOSE = (
    "Nobody's words are in this mail. Choose at the desk, under “Your mail and absence”, when you are told."
)
STOP = "One press ends these mails: {stop}"
FOOT = "On the Record is not the police's own system. No crime was recorded because of this message."


def notice_id(notice: Notice) -> str:
    return f"{notice.kind}.{notice.key}"


def notice_mail(notice: Notice, account_id: str, to: str, at: datetime, covers: bool) -> Mail:
    """One for each notice and account, known by its id."""
    mail_id = f"{PREFIX}{notice_id(notice)}.{account_id}"
    return Mail(mail_id, PREFIX + notice.kind, notice.reference, at, to, COVERS if covers else "")


def digest_mail(
    counts: Mapping[str, int], account_id: str, to: str, day: str, at: datetime, token: str
) -> Mail:
    """One a day at most. `token` ends them."""
    counted = " ".join(f"{kind}:{number}" for kind, number in counts.items())
    return Mail(f"{DIGEST_KIND}.{day}.{account_id}", DIGEST_KIND, "", at, to, f"{token} {counted}")


def write_notice(message: EmailMessage, mail: Mail, sender: str, root: str) -> None:
    """Fills in subject and body; a digest also the headers that let a mail program unsubscribe (RFC 8058)."""
    if mail.kind == DIGEST_KIND:
        _write_digest(message, mail, sender, root)
        return
    kind = mail.kind.removeprefix(PREFIX)
    message["Subject"] = SUBJECTS[kind].format(reference=mail.reference)
    covers = COVER_WORDS if mail.code == COVERS else ""
    link = f"Open it at {root}/desk?report={mail.reference}"
    message.set_content(f"{BODIES[kind]}\n\n{link}\n\n{covers}{CHOOSE}\n\n{FOOT}\n")


def _write_digest(message: EmailMessage, mail: Mail, sender: str, root: str) -> None:
    token, *counted = mail.code.split(" ")
    counts = {kind: int(number) for kind, _, number in (one.partition(":") for one in counted)}
    stop = f"{root}{STOP_PATH}/{token}"
    message["Subject"] = f"At the desk: {sum(counts.values())} to look at"
    message["List-Id"] = f"The desk <desk.{parseaddr(sender)[1].partition('@')[2]}>"
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    listed = "\n".join(f"- {number} {COUNTED[kind][number != 1]}" for kind, number in counts.items())
    message.set_content(
        f"Since the last of these mails:\n\n{listed}\n\nOpen the desk at {root}/desk\n\n{CHOOSE} {STOP.format(stop=stop)}\n\n{FOOT}\n"
    )
