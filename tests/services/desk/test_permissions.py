"""Every act of the desk by every role in every sector; and no service lets an actor do something without asking."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portal.domain.desk.actor import EVERY_SECTOR, ROLES, Actor
from portal.errors import NotAllowed
from portal.services.desk.permissions import PERMISSIONS, allows, require

OWN, OTHER, NONE = "E07999001", "E07999002", ""
# Written out, not worked out, so that a slip in the table is seen: the roles that may, in their own sector.
MAY = {
    "see_inbox": "viewer responder editor administrator",
    "read_report": "viewer responder editor administrator",
    "see_history": "viewer responder editor administrator",
    "take_up": "responder editor administrator",
    "assign": "responder editor administrator",
    "bulk_assign": "editor administrator",
    "snooze": "responder editor administrator",
    "note": "responder editor administrator",
    "use_template": "responder editor administrator",
    "respond": "responder editor administrator",
    "edit_response": "responder editor administrator",
    "check_first_reply": "editor administrator",
    "close": "responder editor administrator",
    "share": "responder editor administrator",
    "merge": "responder editor administrator",
    "hand_over": "responder editor administrator",
    "choose_mail": "responder editor administrator",
    "keep_view": "viewer responder editor administrator",
    "keep_template": "responder editor administrator",
    "see_mail_state": "administrator",
    "enter_for_someone": "responder editor administrator",
    "publish": "editor administrator",
    "unpublish": "editor administrator",
    "redact": "editor administrator",
    "mark_private": "editor administrator",
    "mark_change": "editor administrator",
    "submit_right_of_reply": "responder editor administrator",
    "publish_right_of_reply": "editor administrator",
    "export_caseload": "responder editor administrator",
    "see_moderation": "editor administrator",
    "see_access_log": "administrator",
}
# About no one report; the service itself keeps to the actor's sectors.
EVERYWHERE = {
    "see_inbox", "export_caseload", "see_moderation", "submit_right_of_reply", "publish_right_of_reply",
    "choose_mail", "keep_view", "keep_template", "see_mail_state",
}  # fmt: skip


def actor(role: str, *sectors: str) -> Actor:
    return Actor("a1", role, frozenset(sectors), "Nowhere team")


def test_table_and_this_test_know_the_same_acts() -> None:
    assert set(MAY) == set(PERMISSIONS)


@pytest.mark.parametrize("act", sorted(PERMISSIONS))
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("sector", [OWN, OTHER, NONE])
def test_every_act_by_every_role_in_every_sector(act: str, role: str, sector: str) -> None:
    expected = role in MAY[act].split() and (sector == OWN or act in EVERYWHERE)
    assert allows(actor(role, OWN), act, sector) is expected
    if expected:
        require(actor(role, OWN), act, sector)
    else:
        with pytest.raises(NotAllowed):
            require(actor(role, OWN), act, sector)


@pytest.mark.parametrize("sector", [OWN, OTHER, NONE])
def test_account_for_every_sector_sees_them_all_and_is_no_higher_in_role(sector: str) -> None:
    assert allows(actor("viewer", EVERY_SECTOR), "read_report", sector)
    assert not allows(actor("viewer", EVERY_SECTOR), "respond", sector)


def guarded() -> dict[str, set[str]]:
    """Every public function of a service that takes an actor, with the acts it asks permission for itself."""
    found = {}
    for module in sorted((Path(__file__).parents[3] / "portal" / "services").rglob("*.py")):
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            given = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            if module.stem != "permissions" and any(
                a.arg == "actor" or (a.annotation and "Actor" in ast.unparse(a.annotation)) for a in given
            ):
                found[f"{module.stem}.{node.name}"] = set(_asked(node))
    return found


def _asked(function: ast.FunctionDef) -> list[str]:
    return [
        str(call.args[1].value)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "require"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    ]


def test_no_service_takes_an_actor_without_asking_permission() -> None:
    assert [name for name, acts in guarded().items() if not acts] == []


def test_every_act_asked_for_is_in_the_table_and_every_act_of_the_table_is_asked_for() -> None:
    asked: set[str] = set().union(*guarded().values())
    assert asked == set(PERMISSIONS)
