"""The mail about reports: which is queued when, and its words. None holds what a person wrote; one alone holds the code."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from portal.domain.desk.account import Account
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import Report
from portal.services.mail import alerts as follower_mail
from portal.services.mail import desk_notices

FOLLOW_PATH = "/follow"

SUBJECTS = {
    "confirm": "Confirm your e-mail address: {reference}",
    "entered": "Your message to the sector inspector: {reference}",
    "guessed": "Wrong passwords at your account of the desk",
    "receipt": "Your message {reference} is with us",
    "answered": "There is an answer to {reference}",
    "redacted": "Words were taken out of what may be published: {reference}",
    "ask": "Was it sorted? {reference}",
}
BODIES = {
    "confirm": (
        "Somebody sent a message through On the Record and gave this address.\n\n"
        "If it was you, open {link} with the reference and code on your receipt, and enter: {code}\n\n"
        "If it was not you, do nothing. You will not be written to again."
    ),
    "entered": (
        "The police typed in a message that you gave them on paper, by telephone or in person, and that you gave this "
        "address with.\n\n"
        "Read it, change it or take it back at {link} with the reference {reference} and the code {secret}. The police "
        "do not have this code. To be told of an answer by mail, enter there also: {code}\n\n"
        "If it was not you, do nothing. You will not be written to again."
    ),
    "guessed": (
        "Somebody entered a wrong password for your account at the desk five times from one place. That place now has to "
        "wait; you can sign in from anywhere else.\n\nIf it was not you, tell whoever runs this portal."
    ),
    "receipt": (
        "Your message was received and has the reference {reference}.\n\n"
        "Read it, change it or take it back at {link} with the code on your receipt. The code is not in this mail, so "
        "that nobody who reads your mail can read your message."
    ),
    "answered": "There is an answer to your message.\n\nRead it at {link} with the code on your receipt.",
    "redacted": (
        "An editor took words out of the copy of your message that may be published, and a gap shows where. What the "
        "police read is as you wrote it.\n\n"
        "Read it at {link} with the code on your receipt. If you object, say so there, and everybody can read that you do."
    ),
    "ask": (
        "Four weeks ago you sent a message through On the Record.\n\n"
        "Please say whether it was sorted, at {link} with the code on your receipt."
    ),
}
FOOT = (
    "On the Record is not the police. This is not a crime report, and no crime was recorded because of it.\n"
    "In an emergency call 999.\n\nReference: {reference}"
)


def confirm_mail(report: Report, email_code: str) -> Mail:
    """The only mail to an address that nobody has confirmed."""
    return _mail(report, "confirm", report.submitted_at, email_code)


def entered_mail(report: Report, secret: str, email_code: str) -> Mail:
    """To the author of a message that was typed in at the desk: the one mail with a code, which nobody else has."""
    return _mail(report, "entered", report.submitted_at, f"{secret} {email_code}")


def receipt_mail(report: Report, at: datetime) -> Mail:
    return _mail(report, "receipt", at)


def answered_mail(report: Report, at: datetime) -> tuple[Mail, ...]:
    """One for each answer, and none where the address was not confirmed."""
    return (_mail(report, "answered", at, number=report.revision),) if report.email_confirmed else ()


def redacted_mail(report: Report, at: datetime) -> tuple[Mail, ...]:
    """One for each time words are taken out, and none where the address was not confirmed."""
    return (_mail(report, "redacted", at, number=report.revision),) if report.email_confirmed else ()


def ask_mail(report: Report, at: datetime) -> Mail:
    return _mail(report, "ask", at)


def guessed_mail(account: Account, at: datetime) -> Mail:
    """To the owner of an account, one a day at most."""
    return Mail(f"guessed.{at:%Y-%m-%d}.{account.account_id}", "guessed", "", at, account.email)


def _mail(report: Report, kind: str, at: datetime, email_code: str = "", number: int = 1) -> Mail:
    mail_id = f"{kind}.{number}.{report.report_id}"
    return Mail(mail_id, kind, report.reference, at, report.contact.email, email_code)


def write_message(mail: Mail, sender: str, public_url: str, at: datetime) -> EmailMessage:
    """The message as sent. Its Message-ID is fixed by what it is about, so a second copy can be told as one."""
    root = public_url.rstrip("/")
    secret, _, code = mail.code.rpartition(" ")
    filled = {"reference": mail.reference, "secret": secret, "code": code, "link": root + FOLLOW_PATH}
    message = EmailMessage()
    message["From"], message["To"] = sender, mail.to
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail.mail_id}@{parseaddr(sender)[1].partition('@')[2]}>"
    # Stops holiday replies from answering.
    message["Auto-Submitted"] = "auto-generated"
    if mail.kind in follower_mail.KINDS:
        follower_mail.write_alert(message, mail, sender, root)
        return message
    if mail.kind.startswith(desk_notices.PREFIX):
        desk_notices.write_notice(message, mail, sender, root)
        return message
    message["Subject"] = SUBJECTS[mail.kind].format(**filled)
    message.set_content(f"{BODIES[mail.kind]}\n\n{FOOT}\n".format(**filled))
    return message
