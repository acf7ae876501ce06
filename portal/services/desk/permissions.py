"""Who may do what at the desk: one table, one check. Hiding a button is courtesy; this is the lock.

Every public function of a service that takes an actor begins with `require(actor, "act", sector)`, with the act written
out. A test finds the functions that do not, the acts that are not in the table, and the acts that nothing asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.desk.actor import ADMINISTRATOR, EDITOR, RESPONDER, ROLE_WORDS, VIEWER, Actor
from portal.errors import NotAllowed


@dataclass(frozen=True)
class Permission:
    """The least role, and whether the act is about a report of one sector, which must then be one of the actor's."""

    least: str
    in_sector: bool = True


PERMISSIONS = {
    # Several reports at once: the service shows and takes those of the actor's own sectors only.
    "see_inbox": Permission(VIEWER, in_sector=False),
    "read_report": Permission(VIEWER),
    "see_history": Permission(VIEWER),
    "take_up": Permission(RESPONDER),
    "assign": Permission(RESPONDER),
    "bulk_assign": Permission(EDITOR),
    "snooze": Permission(RESPONDER),
    "note": Permission(RESPONDER),
    "use_template": Permission(RESPONDER),
    "respond": Permission(RESPONDER),
    "edit_response": Permission(RESPONDER),
    "check_first_reply": Permission(EDITOR),
    "close": Permission(RESPONDER),
    "share": Permission(RESPONDER),
    "merge": Permission(RESPONDER),
    "hand_over": Permission(RESPONDER),
    # Their own mail, views and absence: about no report.
    "choose_mail": Permission(RESPONDER, in_sector=False),
    "keep_view": Permission(VIEWER, in_sector=False),
    "keep_template": Permission(RESPONDER, in_sector=False),
    "enter_for_someone": Permission(RESPONDER),
    "publish": Permission(EDITOR),
    "unpublish": Permission(EDITOR),
    "redact": Permission(EDITOR),
    "mark_private": Permission(EDITOR),
    "mark_change": Permission(EDITOR),
    # An exchange on Both sides is about the force, not about one sector.
    "submit_right_of_reply": Permission(RESPONDER, in_sector=False),
    "publish_right_of_reply": Permission(EDITOR, in_sector=False),
    "export_caseload": Permission(RESPONDER, in_sector=False),
    "see_moderation": Permission(EDITOR, in_sector=False),
    "see_mail_state": Permission(ADMINISTRATOR, in_sector=False),
    # Names reports of every sector, so it is asked about no sector: only an account for the whole force has that one.
    "see_access_log": Permission(ADMINISTRATOR),
}


def allows(actor: Actor, act: str, sector_code: str = "") -> bool:
    """Whether a page should offer the act."""
    permission = PERMISSIONS[act]
    return actor.has_role(permission.least) and (not permission.in_sector or actor.covers(sector_code))


def require(actor: Actor, act: str, sector_code: str = "") -> None:
    """Raises NotAllowed. What lies in another sector must already have been answered with ReportNotFound."""
    if not allows(actor, act, sector_code):
        raise NotAllowed(
            f"an account that {ROLE_WORDS[actor.role]} may not do this here; ask whoever runs this portal"
        )
