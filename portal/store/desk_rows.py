"""The desk's part of an act, inside that act's transaction."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from portal.domain.desk.casework import DeskPart, Edit, ReplyDraft
from portal.domain.report_store import Change
from portal.errors import MoveNotAllowed
from portal.store.tables import AnyRow, Tables


def apply_desk(connection: Connection, tables: Tables, row: AnyRow, change: Change) -> None:
    part = change.desk or DeskPart()
    if part.note:
        connection.execute(insert(tables.notes).values(report_id=row.report_id, **vars(part.note)))
    if part.draft:
        put_draft(connection, tables, row.report_id, part.draft)
    if part.end_draft_of:
        mine = tables.drafts.c.account_id == part.end_draft_of
        connection.execute(delete(tables.drafts).where(tables.drafts.c.report_id == row.report_id, mine))
    if part.let_out:
        table = tables.accounts
        counted = {"checked_replies": table.c.checked_replies + 1}
        connection.execute(update(table).where(table.c.account_id == part.let_out).values(**counted))
    _put_beside(connection, tables, row.report_id, part, change.at)
    if part.used_template:
        count_use(connection, tables, part.used_template, row.kind)
    if part.edit:
        _edit(connection, tables, row.report_id, part.edit, change.at)


def _put_beside(connection: Connection, tables: Tables, report_id: str, part: DeskPart, at: datetime) -> None:
    """Which sectors read it too, and what it is put together with."""
    shares, groups = tables.report_shares, tables.report_groups
    for code in filter(None, (part.share_with, part.end_share_with)):
        mine = (shares.c.report_id == report_id) & (shares.c.sector_code == code)
        connection.execute(delete(shares).where(mine))
    if part.share_with:
        connection.execute(insert(shares).values(report_id=report_id, sector_code=part.share_with, at=at))
    if part.group is not None:
        connection.execute(delete(groups).where(groups.c.report_id == report_id))
        if part.group:
            connection.execute(insert(groups).values(report_id=report_id, group_id=part.group, at=at))


def count_use(connection: Connection, tables: Tables, template_id: str, kind: str) -> None:
    """One more answer to a message of that kind began with it; nothing where it is gone."""
    table = tables.team_templates
    mine = table.c.template_id == template_id
    kept = connection.execute(select(table.c.used).where(mine)).scalar()
    if kept is not None:
        used = json.loads(kept)
        used[kind] = used.get(kind, 0) + 1
        connection.execute(update(table).where(mine).values(used=json.dumps(used)))


def put_draft(connection: Connection, tables: Tables, report_id: str, draft: ReplyDraft) -> None:
    table = tables.drafts
    connection.execute(
        delete(table).where(table.c.report_id == report_id, table.c.account_id == draft.account_id)
    )
    connection.execute(insert(table).values(report_id=report_id, **vars(draft)))


def _edit(connection: Connection, tables: Tables, report_id: str, edit: Edit, at: datetime) -> None:
    """The new words stand in `responses`; what they said before goes to `response_versions`."""
    table, earlier = tables.responses, tables.response_versions
    mine = (table.c.report_id == report_id, table.c.revision == edit.revision)
    kept = connection.execute(select(table).where(*mine)).first()
    if kept is None:
        raise MoveNotAllowed("there is no such reply; reload the page")
    of_it = (earlier.c.report_id == report_id, earlier.c.revision == edit.revision)
    versions = connection.execute(select(func.count()).select_from(earlier).where(*of_it)).scalar_one()
    values = {"version": versions + 1, "text": kept.text, "at": kept.edited_at or kept.at}
    connection.execute(insert(earlier).values(report_id=report_id, revision=edit.revision, **values))
    connection.execute(update(table).where(*mine).values(text=edit.text, edited_at=at))
