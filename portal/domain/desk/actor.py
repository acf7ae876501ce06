"""Somebody signed in at the desk: which account, in whose name answers are signed, and what may be touched."""

from __future__ import annotations

from dataclasses import dataclass, field

VIEWER, RESPONDER, EDITOR, ADMINISTRATOR = "viewer", "responder", "editor", "administrator"
# Each may do what those before it may.
ROLES = (VIEWER, RESPONDER, EDITOR, ADMINISTRATOR)
ROLE_WORDS = {
    VIEWER: "reads",
    RESPONDER: "reads and answers",
    EDITOR: "answers, checks first replies and publishes",
    ADMINISTRATOR: "everything",
}
# An account for the whole force. Messages about this site have no sector and are seen only with this.
EVERY_SECTOR = "*"


@dataclass(frozen=True)
class Actor:
    """Read from the account at every act, never kept between two, so that a change of role holds at once.

    `team` is what the public reads under an answer; `name` is added where its owner chose so.
    """

    account_id: str
    role: str
    sectors: frozenset[str]
    team: str
    name: str = field(default="", repr=False)
    # The kept hash of the sign-in they act by. Empty opens nothing that writes: every act asks for it again.
    session: str = field(default="", repr=False, compare=False)

    @property
    def mark(self) -> str:
        """How the history names the account; no name of a person goes there."""
        return f"account:{self.account_id}"

    @property
    def signatures(self) -> tuple[str, ...]:
        """How a reply may be signed: with the team alone, or with the name before it."""
        return (self.team, f"{self.name}, {self.team}"[:100]) if self.name else (self.team,)

    def covers(self, sector_code: str) -> bool:
        """Whether the sector is one of theirs. An empty code, a message about this site, is nobody's own."""
        return EVERY_SECTOR in self.sectors or bool(sector_code and sector_code in self.sectors)

    def has_role(self, least: str) -> bool:
        return ROLES.index(self.role) >= ROLES.index(least)
