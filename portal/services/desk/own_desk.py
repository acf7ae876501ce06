"""What somebody arranges for themselves or their team at the desk: saved views, beginnings, their own work, what is next."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.casework import (
    LONGEST_REPLY,
    UNANSWERED,
    InboxQuery,
    OwnWork,
    SavedView,
    TeamTemplate,
)
from portal.domain.reports.text import inert, inert_line
from portal.errors import BadRequest
from portal.services.desk.casework import Casework
from portal.services.desk.inbox import inbox
from portal.services.desk.permissions import require

MOST_VIEWS, MOST_TEMPLATES, LONGEST_NAME = 12, 30, 40
WORK_OF = timedelta(days=30)
# Of fewer answers a middle says nothing.
LEAST_FOR_MEDIAN = 5


def views(casework: Casework, actor: Actor) -> tuple[SavedView, ...]:
    """Nobody else's."""
    require(actor, "keep_view")
    return casework.cases.views(actor.account_id)


def keep_view(casework: Casework, actor: Actor, name: str, asked: Mapping[str, str]) -> SavedView:
    """The filters that stand now, under a name."""
    require(actor, "keep_view")
    if len(casework.cases.views(actor.account_id)) >= MOST_VIEWS:
        raise BadRequest(f"there are {MOST_VIEWS} views already; take one away first")
    view = SavedView(casework.reports.new_id(), actor.account_id, _name(name), dict(asked))
    casework.cases.put_view(view, actor, casework.reports.now())
    return view


def drop_view(casework: Casework, actor: Actor, view_id: str) -> None:
    require(actor, "keep_view")
    casework.cases.drop_view(view_id, actor, casework.reports.now())


def team_templates(casework: Casework, actor: Actor) -> tuple[TeamTemplate, ...]:
    """Those of the actor's team."""
    require(actor, "keep_template")
    return casework.cases.team_templates(actor.team)


def keep_template(casework: Casework, actor: Actor, name: str, text: str) -> TeamTemplate:
    """A beginning for everybody who signs with the same team."""
    require(actor, "keep_template")
    text = inert(text[: LONGEST_REPLY * 4])
    if not 0 < len(text) <= LONGEST_REPLY:
        raise BadRequest(f"write a beginning of 1 to {LONGEST_REPLY:,} characters")
    if len(casework.cases.team_templates(actor.team)) >= MOST_TEMPLATES:
        raise BadRequest(f"your team has {MOST_TEMPLATES} beginnings already; take one away first")
    made = TeamTemplate(
        casework.reports.new_id(), actor.team, _name(name), text, actor.account_id, casework.reports.now()
    )
    casework.cases.put_template(made, actor)
    return made


def drop_template(casework: Casework, actor: Actor, template_id: str) -> None:
    require(actor, "keep_template")
    casework.cases.drop_template(template_id, actor, casework.reports.now())


def _name(name: str) -> str:
    name = inert_line(name[:200])
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadRequest(f"give it a name of 1 to {LONGEST_NAME} characters")
    return name


def own_work(casework: Casework, actor: Actor) -> OwnWork:
    """What the actor has in hand, and how they answered in the last thirty days."""
    require(actor, "see_inbox")
    now = casework.reports.now()
    counted = casework.cases.counts(
        None if EVERY_SECTOR in actor.sectors else actor.sectors, actor.account_id, now
    )
    mine = InboxQuery(None, UNANSWERED, assigned=actor.account_id, only_overdue=True, with_resting=True)
    late = casework.cases.inbox(mine, now).total
    days = casework.cases.answer_days(actor.account_id, now - WORK_OF)
    median = statistics.median(days) if len(days) >= LEAST_FOR_MEDIAN else None
    return OwnWork(counted.mine, late, len(days), median)


def next_report(
    casework: Casework, actor: Actor, asked: InboxQuery, line: Sequence[str], current: str
) -> str:
    """The reference after `current` in the line that was drawn, of those that still fit what was asked; empty at its end.

    Whoever passes one over is not led back to it before the others.
    """
    require(actor, "see_inbox")
    fitting = [row.reference for row in inbox(casework, actor, replace(asked, page=1)).rows]
    at = line.index(current) + 1 if current in line else 0
    after = [one for one in (*line[at:], *fitting) if one in fitting and one != current]
    return after[0] if after else ""
