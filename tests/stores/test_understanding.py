"""The understanding check keeps two totals a question and nothing that could tell one answer from another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from invented_reports import Bureau
from sqlalchemy import inspect

from portal.domain.record.understanding import QUESTIONS
from portal.store.followers import SqlUnderstanding


def test_answers_are_counted_by_question_and_by_right_or_wrong(bureau: Bureau) -> None:
    totals = SqlUnderstanding(bureau.store)
    assert totals.tally() == {}
    for right in (True, True, False):
        totals.count("range", right)
    totals.count("recorded", False)
    assert totals.tally() == {"range": (2, 1), "recorded": (0, 1)}


def test_answers_that_come_together_are_all_counted(bureau: Bureau) -> None:
    totals = SqlUnderstanding(bureau.store)
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda number: totals.count("range", number % 2 == 0), range(40)))
    assert totals.tally() == {"range": (20, 20)}


def test_no_column_could_hold_who_or_when(bureau: Bureau) -> None:
    totals = SqlUnderstanding(bureau.store)
    totals.count("range", True)
    columns = {column["name"] for column in inspect(bureau.engine).get_columns("understanding")}
    assert columns == {"question_id", "right_count", "wrong_count"}


def test_there_are_seven_questions_with_one_true_choice_each() -> None:
    assert len({question.question_id for question in QUESTIONS}) == 7
    for question in QUESTIONS:
        assert 0 <= question.right < len(question.choices)
        assert question.answer
        assert question.where
