"""`portal understanding`: how often each question of "Test yourself" was answered rightly."""

from __future__ import annotations

from portal.cli.consoles import out
from portal.cli.held import need_database


def show_understanding() -> None:
    """Show the totals of "Test yourself" on About: right and wrong for each question, and nothing else."""
    from portal import bootstrap
    from portal.domain.record.understanding import QUESTIONS

    need_database()
    tally = bootstrap.understanding().tally()
    for question in QUESTIONS:
        right, wrong = tally.get(question.question_id, (0, 0))
        out.print(f"{right} right, {wrong} wrong: {question.asks}", markup=False)
