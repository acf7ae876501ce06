"""What the desk keeps beside a report or for itself: notes, drafts, earlier words, shares, groups, views, templates."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Engine, delete, func, insert, select

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import Note, ReplyDraft, SavedView, TeamTemplate
from portal.domain.reports.report_states import ERASED
from portal.store.desk_rows import put_draft
from portal.store.engine import reading, writing
from portal.store.reports import SqlReports
from portal.store.tables import Tables

_SECONDS_A_DAY = 86_400


class DeskKept:
    """One half of the desk's store; the inbox is the other."""

    engine: Engine
    tables: Tables
    reports: SqlReports

    def notes(self, report_id: str) -> tuple[Note, ...]:
        table = self.tables.notes
        columns = (table.c[name] for name in Note.__dataclass_fields__)
        with reading(self.engine) as connection:
            wanted = select(*columns).where(table.c.report_id == report_id).order_by(table.c.at)
            return tuple(Note(**row) for row in connection.execute(wanted).mappings())

    def drafts(self, report_id: str) -> tuple[ReplyDraft, ...]:
        table = self.tables.drafts
        columns = (table.c[name] for name in ReplyDraft.__dataclass_fields__)
        with reading(self.engine) as connection:
            wanted = select(*columns).where(table.c.report_id == report_id).order_by(table.c.at)
            return tuple(ReplyDraft(**row) for row in connection.execute(wanted).mappings())

    def keep_draft(self, report_id: str, draft: ReplyDraft, actor: Actor) -> None:
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, draft.at)
            put_draft(connection, self.tables, report_id, draft)

    def earlier_words(self, report_id: str, revision: int) -> tuple[str, ...]:
        table = self.tables.response_versions
        mine = (table.c.report_id == report_id, table.c.revision == revision)
        with reading(self.engine) as connection:
            wanted = select(table.c.text).where(*mine).order_by(table.c.version)
            return tuple(connection.execute(wanted).scalars())

    def shares(self, report_id: str) -> tuple[str, ...]:
        table = self.tables.report_shares
        wanted = select(table.c.sector_code).where(table.c.report_id == report_id).order_by(table.c.at)
        with reading(self.engine) as connection:
            return tuple(connection.execute(wanted).scalars())

    def group(self, report_id: str) -> tuple[str, tuple[str, ...]]:
        table, reports = self.tables.report_groups, self.tables.reports
        own = select(table.c.group_id).where(table.c.report_id == report_id)
        with reading(self.engine) as connection:
            group_id = connection.execute(own).scalar() or ""
            others = (
                select(reports.c.reference)
                .join(table, table.c.report_id == reports.c.report_id)
                .where(
                    table.c.group_id == group_id, table.c.report_id != report_id, reports.c.state != ERASED
                )
                .order_by(reports.c.submitted_at)
            )
            return group_id, tuple(connection.execute(others).scalars()) if group_id else ()

    def answer_days(self, account_id: str, since: datetime) -> list[float]:
        table, reports = self.tables.responses, self.tables.reports
        first = select(table.c.report_id, func.min(table.c.revision).label("revision")).group_by(
            table.c.report_id
        )
        firsts = first.subquery()
        wanted = (
            select(table.c.at, reports.c.submitted_at)
            .join(firsts, (firsts.c.report_id == table.c.report_id) & (firsts.c.revision == table.c.revision))
            .join(reports, reports.c.report_id == table.c.report_id)
            .where(table.c.account_id == account_id, table.c.at > since)
        )
        with reading(self.engine) as connection:
            found = connection.execute(wanted).all()
        return [(row.at - row.submitted_at).total_seconds() / _SECONDS_A_DAY for row in found]

    def views(self, account_id: str) -> tuple[SavedView, ...]:
        table = self.tables.saved_views
        wanted = select(table).where(table.c.account_id == account_id).order_by(table.c.at)
        with reading(self.engine) as connection:
            return tuple(
                SavedView(row.view_id, row.account_id, row.name, json.loads(row.asked))
                for row in connection.execute(wanted)
            )

    def put_view(self, view: SavedView, actor: Actor, at: datetime) -> None:
        values = {"view_id": view.view_id, "account_id": view.account_id, "name": view.name, "at": at}
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            connection.execute(insert(self.tables.saved_views).values(**values, asked=json.dumps(view.asked)))

    def drop_view(self, view_id: str, actor: Actor, at: datetime) -> None:
        table = self.tables.saved_views
        mine = (table.c.view_id == view_id) & (table.c.account_id == actor.account_id)
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            connection.execute(delete(table).where(mine))

    def team_templates(self, team: str) -> tuple[TeamTemplate, ...]:
        table = self.tables.team_templates
        wanted = select(table).where(table.c.team == team).order_by(table.c.at)
        with reading(self.engine) as connection:
            return tuple(
                TeamTemplate(
                    row.template_id,
                    row.team,
                    row.name,
                    row.text,
                    row.account_id,
                    row.at,
                    json.loads(row.used),
                )
                for row in connection.execute(wanted)
            )

    def put_template(self, template: TeamTemplate, actor: Actor) -> None:
        values = {name: getattr(template, name) for name in ("template_id", "team", "name", "text", "at")}
        values |= {"used": json.dumps(template.used), "account_id": template.account_id}
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, template.at)
            connection.execute(insert(self.tables.team_templates).values(**values))

    def drop_template(self, template_id: str, actor: Actor, at: datetime) -> None:
        table = self.tables.team_templates
        mine = (table.c.template_id == template_id) & (table.c.team == actor.team)
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            connection.execute(delete(table).where(mine))
