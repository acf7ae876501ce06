"""Mail of a demonstration: each message a file in a folder, where its page reads it. Nothing leaves the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from portal.domain.reports.mail import Post


class Letterbox(Post):
    """Takes every message, as a server would that is always there."""

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
