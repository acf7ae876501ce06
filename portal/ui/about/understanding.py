"""Test yourself: seven questions with their answers. What is kept of them is two totals a question."""

from __future__ import annotations

import logging

import streamlit as st

from portal import bootstrap
from portal.domain.record.understanding import QUESTIONS, TestQuestion
from portal.errors import PortalError
from portal.ui import state

log = logging.getLogger(__name__)
INTRO = (
    "Seven short questions on what the figures mean. Each answer says where to read more. We add your first answers to two "
    "totals for each question, right and wrong, so that we can mend words that mislead. Nothing else is kept: not who, not when."
)
NOT_COUNTED = "Your answers could not be added to the totals this time. That changes nothing for you."


def show_test() -> None:
    """The questions in one form; the answers come under each after the button, and the first of a visit are counted."""
    st.write(INTRO)
    with st.form("understanding", border=False):
        for question in QUESTIONS:
            _show_question(question)
        if st.form_submit_button("Check my answers"):
            _count_first_answers()
            st.rerun()


def _given(question: TestQuestion) -> int | None:
    return st.session_state.get(f"{state.UNDERSTANDING}{question.question_id}")


def _show_question(question: TestQuestion) -> None:
    st.radio(
        question.asks,
        range(len(question.choices)),
        format_func=lambda choice: question.choices[choice],
        index=None,
        key=f"{state.UNDERSTANDING}{question.question_id}",
    )
    given = st.session_state.get(state.UNDERSTANDING_CHECKED, {}).get(question.question_id)
    if given is None:
        return
    verdict = "Yes." if given == question.right else f"No: “{question.choices[question.right]}”."
    st.info(f"**{verdict}** {question.answer} [{question.where}]({question.page}).")


def _count_first_answers() -> None:
    """Counts each question once a visit, so that trying again does not make the words look clearer than they are."""
    checked = dict(st.session_state.get(state.UNDERSTANDING_CHECKED, {}))
    counted = set(checked)
    for question in QUESTIONS:
        given = _given(question)
        if given is None:
            continue
        checked[question.question_id] = given
        if question.question_id not in counted:
            _count(question, given == question.right)
    st.session_state[state.UNDERSTANDING_CHECKED] = checked


def _count(question: TestQuestion, right: bool) -> None:
    try:
        bootstrap.understanding().count(question.question_id, right)
    except PortalError as fault:
        log.warning("an answer was not counted: %s", fault)
        st.toast(NOT_COUNTED)
