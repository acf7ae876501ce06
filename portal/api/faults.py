"""What goes wrong, in one shape: {"error": {"code", "message", "where", "next"}}. Nothing else makes an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.errors import BadRequest

# Longer input is shown cut: an answer must not be a mirror for whatever was sent.
_ECHO = 60


@dataclass
class Fault(Exception):
    """A question that has no answer. `where` names the part at fault, `next` says what to do."""

    status: int
    code: str
    message: str
    where: str
    next: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, dict[str, str]]:
        return {"error": {"code": self.code, "message": self.message, "where": self.where, "next": self.next}}


def shown(text: str) -> str:
    """What was sent, short and on one line, fit to repeat."""
    printable = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return printable if len(printable) <= _ECHO else f"{printable[:_ECHO]}…"


def bad_value(name: str, message: str, next_step: str) -> Fault:
    return Fault(422, "bad_value", message, f"query: {name}", next_step)


def not_found(what: str, message: str, where: str, next_step: str) -> Fault:
    return Fault(404, f"{what}_not_found", message, where, next_step)


def gone(what: str, message: str, where: str, next_step: str) -> Fault:
    """Of what was there and was taken back on purpose."""
    return Fault(410, f"{what}_gone", message, where, next_step)


def from_bad_request(error: BadRequest, where: str) -> Fault:
    """A service's own refusal; its message carries the way out after a semicolon."""
    message, _, advice = str(error).partition("; ")
    return Fault(422, "bad_value", message, where, advice or "Read the description at /api/v1/openapi.json.")


def unexpected(where: str) -> Fault:
    """What failed stays in the log; the reader learns that it was not their doing."""
    return Fault(
        500,
        "fault_here",
        "Something failed on our side.",
        where,
        "Try again; if it stays, tell the operator.",
    )


def damaged() -> Fault:
    """A table that is missing or is not what was published. Which one it is stays in the log."""
    return Fault(
        503,
        "data_damaged",
        "A part of the data behind this is missing or damaged, so it is not shown.",
        "server",
        "Other pages may still answer; tell the operator.",
    )
