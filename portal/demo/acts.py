"""What invented authors and officers do, through the same services as everybody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portal.domain.desk.actor import Actor
from portal.domain.reports.report import Receipt, Report
from portal.services.desk import casework as desk
from portal.services.desk import replies
from portal.services.desk.casework import Casework
from portal.services.publishing import publishing, redacting
from portal.services.publishing.wiring import Publisher
from portal.services.reports import follow
from portal.services.reports.wiring import Key
from portal.store.smtp import Letterbox

_CODE = re.compile(r"enter: ([0-9A-Z]{4}-[0-9A-Z]{4})")


class Clock:
    """Stands where the story is."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Scene:
    """What every act is given: the wiring, who is at the desk, and where mail lies."""

    casework: Casework
    publisher: Publisher
    letterbox: Path
    responder: Callable[[], Actor]
    editor: Callable[[], Actor]
    now: Callable[[], datetime]

    def report(self, receipt: Receipt) -> Report:
        found = self.casework.reports.store.find(receipt.reference)
        if found is None:
            raise LookupError(receipt.reference)
        return found[0]


@dataclass(frozen=True)
class Turn:
    """One act about to be done: on which report, with which words."""

    scene: Scene
    receipt: Receipt
    words: str

    @property
    def key(self) -> Key:
        return Key(self.receipt.reference, self.receipt.secret, f"author of {self.receipt.reference}")

    @property
    def at(self) -> tuple[str, int]:
        """Reference and revision, which every act at the desk names."""
        return self.receipt.reference, self.scene.report(self.receipt).revision


def _confirm(turn: Turn) -> None:
    """With the code out of the letter, as its author would."""
    for letter in Letterbox(turn.scene.letterbox).letters():
        text = letter.get_content()
        if turn.receipt.reference in text and (found := _CODE.search(text)):
            follow.confirm_email(turn.scene.casework.reports, turn.key, found[1])
            return


def _redact(turn: Turn) -> None:
    reason, _, taken = turn.words.partition("|")
    redacting.redact(turn.scene.publisher, turn.scene.editor(), *turn.at, "public", taken, reason)


def _waiting(turn: Turn, advice: str | None = None) -> None:
    responder = turn.scene.responder().account_id
    replies.check_first_reply(turn.scene.casework, turn.scene.editor(), *turn.at, responder, advice=advice)


def _mark(turn: Turn, mark: str) -> None:
    redacting.mark_change(turn.scene.publisher, turn.scene.editor(), *turn.at, mark, turn.words)


def _edit(turn: Turn) -> None:
    answer = turn.scene.report(turn.receipt).responses[-1].revision
    replies.edit_response(turn.scene.casework, turn.scene.editor(), *turn.at, answer, turn.words)


def _mine(turn: Turn) -> None:
    responder = turn.scene.responder()
    desk.assign(turn.scene.casework, responder, *turn.at, responder.account_id)


def _rest(turn: Turn) -> None:
    until = turn.scene.now() + timedelta(days=float(turn.words))
    desk.snooze(turn.scene.casework, turn.scene.editor(), *turn.at, until)


def _sorted(turn: Turn, answer: str) -> None:
    follow.answer_sorted(turn.scene.casework.reports, turn.key, turn.at[1], answer)


ACTS: dict[str, Callable[[Turn], object]] = {
    "confirm": _confirm,
    "withdraw": lambda turn: follow.withdraw(turn.scene.casework.reports, turn.key, turn.at[1]),
    "disagree": lambda turn: follow.disagree(turn.scene.casework.reports, turn.key, turn.at[1]),
    "object": lambda turn: follow.object_to_gaps(turn.scene.casework.reports, turn.key, turn.at[1]),
    "sorted": lambda turn: _sorted(turn, "yes"),
    "partly": lambda turn: _sorted(turn, "partly"),
    "take_up": lambda turn: desk.take_up(turn.scene.casework, turn.scene.editor(), *turn.at),
    "mine": _mine,
    "note": lambda turn: desk.note(turn.scene.casework, turn.scene.responder(), *turn.at, turn.words),
    "rest": _rest,
    "close": lambda turn: desk.close(turn.scene.casework, turn.scene.editor(), *turn.at),
    "answer": lambda turn: replies.respond(turn.scene.casework, turn.scene.editor(), *turn.at, turn.words),
    "propose": lambda turn: replies.respond(
        turn.scene.casework, turn.scene.responder(), *turn.at, turn.words
    ),
    "let_out": _waiting,
    "send_back": lambda turn: _waiting(turn, turn.words),
    "edit": _edit,
    "planned": lambda turn: _mark(turn, "planned"),
    "made": lambda turn: _mark(turn, "made"),
    "redact": _redact,
    "publish": lambda turn: publishing.publish(
        turn.scene.publisher, turn.scene.editor(), *turn.at, read_personal=True
    ),
    "hide": lambda turn: publishing.unpublish(
        turn.scene.publisher, turn.scene.editor(), *turn.at, turn.words
    ),
}
