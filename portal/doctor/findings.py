"""One thing looked at, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "fault"]


@dataclass(frozen=True)
class Checked:
    """`note` works but wants a decision; `fault` does not work. `remedy` says what to do about either."""

    subject: str
    state: State
    sentence: str
    remedy: str = ""
