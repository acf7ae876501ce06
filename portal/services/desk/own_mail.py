"""What somebody at the desk chooses about their mail and absence, handing a sector over, and what an administrator sees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from portal.domain.desk.account import Account
from portal.domain.desk.actor import RESPONDER, Actor
from portal.domain.desk.casework import UNANSWERED, InboxQuery
from portal.domain.desk.told import HOW_WORDS, NONE, MailChoice, Undelivered
from portal.errors import BadRequest
from portal.services.desk.casework import Casework, assign, colleagues
from portal.services.desk.permissions import require
from portal.services.desk.telling import LONDON, readers

LONGEST_ABSENCE = timedelta(days=366)


def own_choice(casework: Casework, actor: Actor) -> MailChoice:
    require(actor, "choose_mail")
    return casework.told.choice(actor.account_id)


def choose_mail(casework: Casework, actor: Actor, how: str) -> MailChoice:
    """At once, once a day or not at all."""
    require(actor, "choose_mail")
    if how not in HOW_WORDS:
        raise BadRequest("choose when you are told")
    return _put(casework, actor, how=how)


def say_away(
    casework: Casework, actor: Actor, away_from: date | None, away_until: date | None, cover: str
) -> MailChoice:
    """From one day to another, both counted, with the colleague who is told instead; no first day ends an absence."""
    require(actor, "choose_mail")
    if away_from is None:
        return _put(casework, actor, away_from="", away_until="", cover="")
    today = casework.reports.now().astimezone(LONDON).date()
    if away_until is None or not today <= away_until <= today + LONGEST_ABSENCE or away_from > away_until:
        raise BadRequest("give a first and a last day, the last not before the first and not in the past")
    if cover and cover not in {one.account_id for one in covering(casework, actor)}:
        raise BadRequest("choose a colleague who may answer for your sectors")
    days = {"away_from": away_from.isoformat(), "away_until": away_until.isoformat()}
    return _put(casework, actor, **days, cover=cover)


def _put(casework: Casework, actor: Actor, **changed: str) -> MailChoice:
    choice = replace(casework.told.choice(actor.account_id), **changed)
    casework.told.put_choice(actor, choice, casework.reports.now())
    return choice


def covering(casework: Casework, actor: Actor) -> list[Account]:
    """Colleagues who may answer for every sector of the actor's."""
    require(actor, "choose_mail")
    return [
        one
        for one in casework.accounts.all()
        if not one.disabled
        and one.account_id != actor.account_id
        and one.actor.has_role(RESPONDER)
        and all(one.actor.covers(sector) for sector in actor.sectors)
    ]


def hand_over(casework: Casework, actor: Actor, sector_code: str, account_id: str) -> int:
    """Everything of one sector that is with the actor and not answered goes to a colleague; says how many.

    Each is an act of its own with its line of history.
    """
    require(actor, "hand_over", sector_code)
    if account_id not in {one.account_id for one in colleagues(casework, sector_code)}:
        raise BadRequest("choose somebody who may answer for this sector")
    done = 0
    asked = InboxQuery(
        frozenset({sector_code}), UNANSWERED, assigned=actor.account_id, with_resting=True, page=1
    )
    # Each round takes the first page; what was handed over is not on it any more.
    while rows := casework.cases.inbox(asked, casework.reports.now()).rows:
        for row in rows:
            assign(casework, actor, row.reference, row.revision, account_id)
        done += len(rows)
    return done


@dataclass(frozen=True)
class MailState:
    """What an administrator of the portal has to know of mail and readers."""

    unread_sectors: tuple[str, ...]
    # Sectors whose every reader is away without cover, or chose no mail.
    untold_sectors: tuple[str, ...]
    undelivered: tuple[Undelivered, ...]
    waiting: int
    oldest: datetime | None


def mail_state(casework: Casework, actor: Actor) -> MailState:
    """Sectors that nobody reads for or is told about, mail that was given up, and mail that waits."""
    require(actor, "see_mail_state")
    accounts, choices = casework.accounts.all(), casework.told.choices()
    now = casework.reports.now()
    today = now.astimezone(LONDON).date()
    unread, untold = [], []
    for code, name in sorted(casework.reports.sectors.items(), key=lambda item: item[1]):
        if not actor.covers(code):
            continue
        found = readers(accounts, code, RESPONDER)
        chosen = [choices.get(one.account_id, MailChoice(one.account_id)) for one in found]
        told = [one for one in chosen if one.how != NONE and (one.cover or not one.is_away(today))]
        if not found:
            unread.append(name)
        elif not told:
            untold.append(name)
    waiting, oldest = casework.told.queued()
    undelivered = tuple(casework.told.undelivered())
    return MailState(tuple(unread), tuple(untold), undelivered, waiting, oldest)
