"""Hands messages to a mail server, or lays them in a folder. What a server said is kept as a code: its words may quote an address."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.domain.reports.mail import Post
from portal.errors import BadSetting, MailDelayed, MailRefused

WAIT_SECONDS = 30
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class SmtpPost(Post):
    """One connection a message: few are sent, and a held one would go stale."""

    def __init__(self, address: str, wait_seconds: float = WAIT_SECONDS) -> None:
        """`smtp://host:25`, `smtp+starttls://user:password@host` or `smtps://…`. Raises BadSetting."""
        try:
            parts = urlsplit(address)
            self.kind, self.host = parts.scheme, parts.hostname or ""
            self.port = parts.port or _PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise BadSetting(_WRONG) from None
        if not self.host:
            raise BadSetting(_WRONG)
        self._wait_seconds = wait_seconds
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")

    def greet(self) -> None:
        """Says hello and signs in, and sends nothing. Raises MailDelayed."""
        try:
            self._connect().quit()
        except smtplib.SMTPResponseException as error:
            raise MailDelayed(f"the mail server answered {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise MailDelayed(f"the mail server could not be reached ({type(error).__name__})"[:60]) from None

    def send(self, message: EmailMessage) -> None:
        try:
            server = self._connect()
            try:
                server.send_message(message)
            finally:
                # The message is accepted or refused by now; a clumsy goodbye changes neither.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            if 500 <= code < 600:
                raise MailRefused(f"recipient refused ({code})") from None
            raise MailDelayed(f"recipient not taken now ({code})") from None
        except smtplib.SMTPResponseException as error:
            raise MailDelayed(f"the mail server answered {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise MailDelayed(f"the mail server could not be reached ({type(error).__name__})"[:60]) from None

    def _connect(self) -> smtplib.SMTP:
        if self.kind == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self._wait_seconds, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self._wait_seconds)
        if self.kind == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if self._user:
            server.login(self._user, self._password)
        return server


class Letterbox(Post):
    """The mail of a demonstration: every message is a file, where its page reads it, and nothing leaves the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """Named by its date and id, so that a second copy of a message lies where the first did."""
        self.folder.mkdir(parents=True, exist_ok=True)
        at = parsedate_to_datetime(message["Date"])
        name = re.sub(r"[^A-Za-z0-9.-]", "", message["Message-ID"].partition("@")[0])
        (self.folder / f"{at:%Y%m%dT%H%M%S}.{name}.eml").write_bytes(message.as_bytes())

    def letters(self) -> Iterator[EmailMessage]:
        """The newest first."""
        for path in sorted(self.folder.glob("*.eml"), reverse=True):
            yield message_from_bytes(path.read_bytes(), policy=policy.default)


_WRONG = (
    "PORTAL_SMTP_URL is not a mail server, like smtp://localhost:25 or smtps://user:password@mail.example.org"
)
