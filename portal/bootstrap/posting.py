"""What mail is due, and its sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal import bootstrap
from portal.bootstrap.mailing import post_of
from portal.errors import BadSetting

if TYPE_CHECKING:
    from portal.services.mail.outbox import Sent


def send_mail() -> Sent:
    """One round: what is due, once four-week questions, what the desk is told and new months are queued.

    Raises BadSetting without a server.
    """
    from portal.services.desk.telling import tell_desk
    from portal.services.mail.outbox import send_due
    from portal.services.publishing.followers import tell_of_months, tell_of_published
    from portal.services.reports.keeping import ask_if_sorted
    from portal.tables.releases import months_held

    told = bootstrap.settings()
    if not told.sends_mail:
        raise BadSetting("PORTAL_SMTP_URL is empty, so no mail is sent")
    ask_if_sorted(bootstrap.report_desk())
    tell_desk(bootstrap.teller())
    tell_of_published(bootstrap.publisher())
    tell_of_months(bootstrap.publisher(), months_held(told.data_dir))
    return send_due(bootstrap.outbox(), post_of(told), bootstrap.now, told.mail_from, told.public_url)
