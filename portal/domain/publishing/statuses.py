"""The two statuses of a report, side by side: what the police last did and what its author last said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from portal.domain.publishing.publication import AUTHOR_ACTS, POLICE_ACTS


class Act(Protocol):
    """One line of history, or a row that holds as much of one."""

    @property
    def act(self) -> str: ...

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Statuses:
    """Codes of `POLICE_WORDS` and `AUTHOR_WORDS`. `author_before_answer`: the police moved after the author spoke."""

    police: str = ""
    author: str = ""
    author_before_answer: bool = False
    first_answer_at: datetime | None = None
    last_at: datetime | None = None
    answers: int = 0


def statuses(acts: Iterable[Act]) -> Statuses:
    """From the acts of one report, oldest first; acts that make neither status are passed over."""
    police, author, before_answer = "", "", False
    first_answer_at = last_at = None
    answers = 0
    for line in acts:
        if line.act in AUTHOR_ACTS:
            author, before_answer = AUTHOR_ACTS[line.act], False
        elif line.act in POLICE_ACTS:
            police = POLICE_ACTS[line.act]
            # Taking a report up again answers nothing, so what the author said still holds.
            before_answer = bool(author) and line.act != "take_up"
            if line.act == "respond":
                first_answer_at, answers = first_answer_at or line.at, answers + 1
        else:
            continue
        last_at = line.at
    return Statuses(police, author, before_answer, first_answer_at, last_at, answers)
