"""Telling the desk by mail: who is told of what, at once or once a day, and by whom somebody away is covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.domain.desk.account import Account
from portal.domain.desk.account_store import AccountStore
from portal.domain.desk.told import (
    DIGEST,
    DIGEST_HOUR,
    LEAST,
    NONE,
    Delivery,
    MailChoice,
    Notice,
    ToldStore,
)
from portal.domain.reports.mail import Mail
from portal.errors import ReportNotFound
from portal.services.mail.desk_notices import digest_mail, notice_id, notice_mail
from portal.services.reports.tokens import make_token
from portal.services.reports.wiring import Reports

LONDON = ZoneInfo("Europe/London")
GONE = "this link is not in use any more; choose at the desk when you are told"


@dataclass(frozen=True)
class Teller:
    """The wiring, made by bootstrap."""

    reports: Reports
    accounts: AccountStore
    told: ToldStore


def tell_desk(teller: Teller) -> int:
    """Queues what nobody was told of yet, and the digests of the day once it is seven; says how many mails.

    Asked again it queues nothing. A report that was answered before this ran is not told of.
    """
    if not teller.reports.mail_on:
        return 0
    now = teller.reports.now()
    accounts = {one.account_id: one for one in teller.accounts.all() if not one.disabled and one.email}
    choices, notices = teller.told.choices(), teller.told.notices(now)
    deliveries = [each for notice in notices for each in _deliveries(notice, accounts, choices, now)]
    queued = teller.told.tell(deliveries, now)
    standing = {notice_id(notice): notice.kind for notice in notices}
    return queued + sum(_digest(teller, accounts[one], choices, standing, now) for one in accounts)


def readers(accounts: Sequence[Account], sector_code: str, least: str) -> list[Account]:
    """Who is told about a sector: those who may do something about it."""
    return [
        one
        for one in accounts
        if not one.disabled and one.actor.covers(sector_code) and one.actor.has_role(least)
    ]


def _deliveries(
    notice: Notice, accounts: dict[str, Account], choices: dict[str, MailChoice], now: datetime
) -> Iterator[Delivery]:
    """One for each reader, or for whoever covers a reader who is away. Nobody gets it twice."""
    today = now.astimezone(LONDON).date()
    to: dict[str, bool] = {}
    for one in readers(tuple(accounts.values()), notice.sector_code, LEAST[notice.kind]):
        choice = choices.get(one.account_id, MailChoice(one.account_id))
        away = choice.is_away(today)
        account_id = choice.cover if away else one.account_id
        if account_id in accounts and account_id != notice.not_to:
            to[account_id] = to.get(account_id, True) and away
    for account_id, covers in to.items():
        how = choices.get(account_id, MailChoice(account_id)).how
        if how != NONE:
            mail = notice_mail(notice, account_id, accounts[account_id].email, now, covers)
            yield Delivery(notice_id(notice), account_id, None if how == DIGEST else mail)


def _digest(
    teller: Teller, account: Account, choices: dict[str, MailChoice], standing: dict[str, str], now: datetime
) -> bool:
    choice = choices.get(account.account_id)
    local = now.astimezone(LONDON)
    day = local.date().isoformat()
    if not choice or choice.how != DIGEST or local.hour < DIGEST_HOUR or choice.digest_on >= day:
        return False
    token = make_token(teller.reports, "desk_digest", account.account_id)

    def mail(waiting: tuple[str, ...]) -> Mail | None:
        """Nothing where all of it was dealt with meanwhile."""
        counts = Counter(standing[one] for one in waiting if one in standing)
        return digest_mail(counts, account.account_id, account.email, day, now, token) if counts else None

    return teller.told.send_digest(account.account_id, day, mail, stop_hash(teller.reports, token))


def stop_hash(reports: Reports, token: str) -> str:
    return reports.store.keyed_hash("desk_digest", token[:100])


def stop_digest(teller: Teller, token: str) -> None:
    """No mail any more to whoever has this link, until they choose otherwise at the desk. Raises ReportNotFound."""
    if not teller.told.end_digest(stop_hash(teller.reports, token)):
        raise ReportNotFound(GONE)
