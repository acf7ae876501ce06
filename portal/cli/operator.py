"""`portal tell-operator`: a word by mail to whoever runs this copy."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import Annotated

import typer

from portal.cli.consoles import out


def tell_operator(
    of: Annotated[str, typer.Option(help="What failed: the name of a unit or a job.")],
) -> None:
    """Send the operator one mail that a job failed. For OnFailure= of a unit; no word of what the job said is in it."""
    from portal import bootstrap
    from portal.errors import BadSetting
    from portal.store.smtp import SmtpPost

    settings = bootstrap.settings()
    found = re.search(r"[^\s<>]+@[^\s<>]+", settings.operator_contact)
    if not settings.smtp_url or not found:
        raise BadSetting(
            "nobody can be told: PORTAL_SMTP_URL or an address in PORTAL_OPERATOR_CONTACT is missing"
        )
    job = re.sub(r"[^\w.@-]", "", of)[:60]
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, found[0]
    message["Subject"] = f"On the Record: {job} failed"
    message.set_content(
        f"The job {job} of {settings.public_url} ended with a fault at {bootstrap.now():%Y-%m-%d %H:%M} UTC.\n\n"
        f"What it said: journalctl -u {job}\nWhat is wrong now: portal doctor\n"
    )
    SmtpPost(settings.smtp_url).send(message)
    out.print("Told.")
