"""Where mail goes: to the server that is set, or into the letterbox of a demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.settings import Settings

if TYPE_CHECKING:
    from portal.domain.reports.mail import Post


def post_of(settings: Settings) -> Post:
    """Raises BadSetting where the address of the server is none."""
    from portal.store.smtp import Letterbox, SmtpPost

    return Letterbox(settings.letterbox) if settings.letterbox else SmtpPost(settings.smtp_url)
