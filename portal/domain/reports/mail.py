"""One message to send, and what queues and delivers it, as protocols. `portal.store` fulfils them; tests may too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol


@dataclass(frozen=True)
class Mail:
    """One message to send. It carries a reference, perhaps a code, and never what a person wrote."""

    mail_id: str
    kind: str
    reference: str
    due_at: datetime
    to: str = field(repr=False)
    code: str = field(default="", repr=False)
    attempts: int = 0


class Outbox(Protocol):
    """The queue of mail. A message is claimed for a while; if its sender dies it becomes free again."""

    def claim(self, at: datetime, until: datetime) -> Mail | None: ...

    def mark_sent(self, mail: Mail, at: datetime) -> None: ...

    def mark_later(self, mail: Mail, due_at: datetime, reason: str) -> None: ...

    def mark_failed(self, mail: Mail, at: datetime, reason: str) -> None: ...

    def waiting(self) -> int: ...

    def forget_ended(self, before: datetime) -> int:
        """Removes what was sent or given up before then; says how many."""


class Post(Protocol):
    """Hands a message to a mail server. Raises MailRefused for good, MailDelayed for now."""

    def send(self, message: EmailMessage) -> None: ...
