"""Readers: followers of an area, kept encrypted and forgotten whole; and the totals of "Test yourself", which name nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from portal.domain.publishing.public_stores import SAID, Follower, FollowerStore
from portal.domain.reports.mail import Mail
from portal.store import rows
from portal.store.engine import reading, writing
from portal.store.reports import SqlReports


class SqlFollowers(FollowerStore):
    """Beside the reports, so that a publication and its mail are one transaction."""

    def __init__(self, reports: SqlReports) -> None:
        self.engine, self.tables = reports.engine, reports.tables

    def ask(self, follower: Follower, mail: tuple[Mail, ...], least: datetime) -> bool:
        table = self.tables.followers
        same = (
            (table.c.email_hash == follower.email_hash)
            & (table.c.area_code == follower.area_code)
            & (table.c.topic == follower.topic)
        )
        known = or_(table.c.confirmed_at.is_not(None), table.c.asked_at > least)
        with writing(self.engine) as connection:
            if connection.execute(select(table.c.follower_id).where(same & known)).first():
                return False
            self._forget(connection, same)
            connection.execute(insert(table).values(**vars(follower)))
            rows.add_mail(connection, self.tables, mail)
            return True

    def confirm(self, confirm_hash: str, at: datetime) -> Follower | None:
        table = self.tables.followers
        mine = table.c.confirm_hash == confirm_hash
        with writing(self.engine) as connection:
            unconfirmed = update(table).where(mine & table.c.confirmed_at.is_(None))
            connection.execute(unconfirmed.values(confirmed_at=at))
            return self._first(connection, mine)

    def find_leaving(self, leave_hash: str) -> Follower | None:
        with reading(self.engine) as connection:
            return self._first(connection, self.tables.followers.c.leave_hash == leave_hash)

    def leave(self, leave_hash: str) -> Follower | None:
        mine = self.tables.followers.c.leave_hash == leave_hash
        with writing(self.engine) as connection:
            found = self._first(connection, mine)
            self._forget(connection, mine)
            return found

    def _first(self, connection: Connection, which: ColumnElement[bool]) -> Follower | None:
        row = connection.execute(select(self.tables.followers).where(which)).mappings().first()
        return Follower(**row) if row else None

    def _forget(self, connection: Connection, which: ColumnElement[bool]) -> int:
        """The rows, and the mail that waits for them."""
        table, outbox = self.tables.followers, self.tables.outbox
        gone = list(connection.execute(select(table.c.follower_id).where(which)).scalars())
        for follower_id in gone:
            connection.execute(delete(outbox).where(outbox.c.mail_id.endswith(f".{follower_id}")))
            connection.execute(delete(table).where(table.c.follower_id == follower_id))
        return len(gone)

    def followers_of(self, area_code: str) -> tuple[Follower, ...]:
        table = self.tables.followers
        wanted = select(table).where(
            table.c.area_code.in_((area_code, "")), table.c.confirmed_at.is_not(None), table.c.topic == SAID
        )
        with reading(self.engine) as connection:
            found = connection.execute(wanted.order_by(table.c.confirmed_at, table.c.follower_id)).mappings()
            return tuple({row["email_hash"]: Follower(**row) for row in found}.values())

    def tell(self, topic: str, held: int, mail: Callable[[Follower], Mail | None]) -> int:
        table, told = self.tables.followers, 0
        behind = (table.c.topic == topic) & table.c.confirmed_at.is_not(None) & (table.c.told_months < held)
        with writing(self.engine) as connection:
            for row in connection.execute(select(table).where(behind)).mappings().all():
                # Another process that tells them at the same moment finds nothing left to mark.
                mine = behind & (table.c.follower_id == row["follower_id"])
                if connection.execute(update(table).where(mine).values(told_months=held)).rowcount:
                    letter = mail(Follower(**row))
                    rows.add_mail(connection, self.tables, (letter,) if letter else ())
                    told += letter is not None
        return told

    def by_email(self, email_hash: str) -> tuple[Follower, ...]:
        table = self.tables.followers
        wanted = select(table).where(table.c.email_hash == email_hash).order_by(table.c.asked_at)
        with reading(self.engine) as connection:
            return tuple(Follower(**row) for row in connection.execute(wanted).mappings())

    def forget_email(self, email_hash: str) -> int:
        with writing(self.engine) as connection:
            return self._forget(connection, self.tables.followers.c.email_hash == email_hash)

    def forget_unconfirmed(self, before: datetime) -> int:
        table = self.tables.followers
        with writing(self.engine) as connection:
            return self._forget(connection, table.c.confirmed_at.is_(None) & (table.c.asked_at <= before))


class SqlUnderstanding:
    """Two totals for each question of "Test yourself", so that no answer can be told from another."""

    def __init__(self, reports: SqlReports) -> None:
        self.engine, self.table = reports.engine, reports.tables.understanding

    def count(self, question_id: str, right: bool) -> None:
        """One more answer. Raises StoreUnavailable; then nothing was counted."""
        column = self.table.c.right_count if right else self.table.c.wrong_count
        mine = self.table.c.question_id == question_id
        with writing(self.engine) as connection:
            if connection.execute(update(self.table).where(mine).values({column: column + 1})).rowcount:
                return
            row = {"question_id": question_id, "right_count": int(right), "wrong_count": int(not right)}
            connection.execute(insert(self.table).values(**row))

    def tally(self) -> dict[str, tuple[int, int]]:
        """Question: answered rightly, answered wrongly. Raises StoreUnavailable."""
        with reading(self.engine) as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(select(self.table))}
