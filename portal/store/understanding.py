"""The totals of the understanding check. A row holds two numbers, so no answer can be told from another."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from portal.store.engine import reading, writing
from portal.store.reports import SqlReports


class SqlUnderstanding:
    """Beside the reports, in the same database."""

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
