"""The invented messages as they stand in messages.yaml: who wrote what, how long ago, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import Any

import yaml

from portal.domain.reports.report import Contact, ReportForm, Words

# About this site and not about a sector.
NOWHERE = -1
_AUTHOR = Contact("Invented Person", "invented.person@example.org", "")


@dataclass(frozen=True)
class InventedAct:
    """One act, so long after its message was sent. `words` are what was typed with it."""

    after: timedelta
    verb: str
    words: str = ""


@dataclass(frozen=True)
class InventedMessage:
    """`place`: which sector, counted from the force's own first; `sent_before` today."""

    place: int
    sent_before: timedelta
    form: ReportForm
    steps: tuple[InventedAct, ...]

    def sent_to(self, sectors: list[str]) -> str:
        return "" if self.place == NOWHERE else sectors[self.place % len(sectors)]


def invented_messages() -> tuple[InventedMessage, ...]:
    """Every one, as written."""
    text = (files("portal.demo") / "messages.yaml").read_text(encoding="utf-8")
    return tuple(_read(number, row) for number, row in enumerate(yaml.safe_load(text)["messages"]))


def _read(number: int, row: dict[str, Any]) -> InventedMessage:
    words = Words(row.get("say", ""), row.get("only", ""), row.get("want", ""))
    contact = Contact()
    if row.get("mail") or row.get("name"):
        email = f"invented.person{number}@example.org" if row.get("mail") else ""
        contact = Contact(_AUTHOR.name, email, "")
    form = ReportForm(
        kind=row["kind"], sector_code="", words=words, contact=contact,
        may_publish=row["agree"], show_name=bool(row.get("name")),
    )  # fmt: skip
    steps = tuple(_step(text) for text in row["acts"])
    return InventedMessage(row["at"], timedelta(days=row["ago"]), form, steps)


def _step(text: str) -> InventedAct:
    """From '4 answer: words'."""
    act, _, words = text.partition(": ")
    day, verb = act.split(" ")
    return InventedAct(timedelta(days=float(day)), verb, words)
