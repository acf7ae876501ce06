"""Every act of the desk, by name, and the one way a button does it.

A button carries the name of an act and what was on the screen, never who was signed in: that is asked when it is
pressed, and asked again in the transaction that writes. A test presses each act of this table after the account or the
session has changed, so an act without its case there fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.errors import BadReport, PortalError, SignInRefused, StaleReport
from portal.services.desk import casework, own_desk, own_mail, replies, together
from portal.services.publishing import caseload, publishing, redacting, right_of_reply, takedowns
from portal.ui import state
from portal.ui.desk.who import actor_now

STALE = "Somebody changed this report while you had it open. Nothing of yours was done; what is there now is shown below."
ONE_AT_A_TIME = "Only one thing was done; press the others one after the other."


@dataclass(frozen=True)
class DeskAct:
    """A service, what it is wired to, and what is said when it is done."""

    service: Callable[..., Any]
    wiring: Callable[[], Any]
    done: str


@dataclass(frozen=True)
class Typed:
    """In place of a value: what stands in the widget of this key when the button is pressed."""

    key: str


@dataclass(frozen=True)
class Chosen:
    """In place of a value: of what was on the screen, the part chosen in the widget of this key."""

    key: str
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """In place of a value: what `read` makes of the fields when the button is pressed."""

    read: Callable[[], Any]


ACTS = {
    "take_up": DeskAct(casework.take_up, bootstrap.casework, "You have taken it up."),
    "assign": DeskAct(casework.assign, bootstrap.casework, "It is handed over."),
    "bulk_assign": DeskAct(casework.bulk_assign, bootstrap.casework, "Assigned."),
    "snooze": DeskAct(casework.snooze, bootstrap.casework, "It is put off."),
    "wake": DeskAct(casework.snooze, bootstrap.casework, "It is back."),
    "note": DeskAct(casework.note, bootstrap.casework, "The note is added."),
    "share": DeskAct(together.share, bootstrap.casework, "It is shared."),
    "end_share": DeskAct(together.end_share, bootstrap.casework, "It is shared no more."),
    "merge": DeskAct(together.merge, bootstrap.casework, "They are put together."),
    "part": DeskAct(together.part, bootstrap.casework, "It stands alone again."),
    "hand_over": DeskAct(own_mail.hand_over, bootstrap.casework, "It is handed over."),
    "choose_mail": DeskAct(own_mail.choose_mail, bootstrap.casework, "Your choice is kept."),
    "say_away": DeskAct(own_mail.say_away, bootstrap.casework, "Your absence is written down."),
    "end_absence": DeskAct(own_mail.say_away, bootstrap.casework, "Welcome back."),
    "keep_view": DeskAct(own_desk.keep_view, bootstrap.casework, "The view is kept."),
    "drop_view": DeskAct(own_desk.drop_view, bootstrap.casework, "The view is gone."),
    "keep_template": DeskAct(own_desk.keep_template, bootstrap.casework, "Your team has it now."),
    "drop_template": DeskAct(own_desk.drop_template, bootstrap.casework, "It is gone."),
    "close": DeskAct(casework.close, bootstrap.casework, "It is closed."),
    "enter_for_someone": DeskAct(casework.enter_for_someone, bootstrap.casework, "The message is entered."),
    "respond": DeskAct(replies.respond, bootstrap.casework, "The answer is sent. You can change it for half an hour."),
    "answer_several": DeskAct(replies.answer_several, bootstrap.casework, "They are answered."),
    "save_draft": DeskAct(replies.save_draft, bootstrap.casework, "The draft is kept."),
    "edit_response": DeskAct(replies.edit_response, bootstrap.casework, "The answer is changed."),
    "let_out": DeskAct(replies.check_first_reply, bootstrap.casework, "The answer is out."),
    "send_back": DeskAct(replies.check_first_reply, bootstrap.casework, "It is sent back."),
    "publish": DeskAct(publishing.publish, bootstrap.public_desk, "It is published."),
    "unpublish": DeskAct(publishing.unpublish, bootstrap.public_desk, "It is not published."),
    "mark_private": DeskAct(publishing.mark_private, bootstrap.public_desk, "It is marked private."),
    "lift_private": DeskAct(publishing.lift_private, bootstrap.public_desk, "The mark is lifted."),
    "redact": DeskAct(redacting.redact, bootstrap.public_desk, "The words are taken out."),
    "mark_change": DeskAct(redacting.mark_change, bootstrap.public_desk, "The change is marked."),
    "decide_takedown": DeskAct(takedowns.decide_takedown, bootstrap.public_desk, "The decision is written down."),
    "export_caseload": DeskAct(caseload.export_caseload, bootstrap.public_desk, "The file is made."),
    "submit_reply": DeskAct(right_of_reply.submit_reply, bootstrap.right_of_reply, "It waits for an editor."),
    "publish_reply": DeskAct(right_of_reply.publish_reply, bootstrap.right_of_reply, "It is published as received."),
    "withdraw_reply": DeskAct(right_of_reply.withdraw_reply, bootstrap.right_of_reply, "It is not published."),
}  # fmt: skip


def act_button(
    act: str,
    label: str,
    *given: Any,
    then: Callable[[Any], None] | None = None,
    done: str = "",
    more: dict[str, Any] | None = None,
    place: Any = st,
    in_form: bool = False,
    **look: Any,
) -> None:
    """A button that does one act. `then` is given what the service returned; what `given` and `more` hold may be Typed."""
    button = place.form_submit_button if in_form else place.button
    button(label, on_click=do, args=(act, given, more or {}, done, then), **look)


def do(
    act: str, given: tuple[Any, ...], more: dict[str, Any], done: str, then: Callable[[Any], None] | None
) -> None:
    """What a press does: one act, by whoever is signed in now. One message from a browser does one act at most."""
    if state.DESK_ACTED in st.session_state:
        say("error", ONE_AT_A_TIME)
        return
    st.session_state[state.DESK_ACTED] = act
    chosen = ACTS[act]
    try:
        returned = chosen.service(
            chosen.wiring(),
            actor_now(),
            *map(_typed, given),
            **{name: _typed(value) for name, value in more.items()},
        )
    except SignInRefused:
        # The page shows the way in instead, with the reason.
        return
    except StaleReport as error:
        kept = "draft" in str(error)
        say("error", _sentence(str(error)) if kept else STALE)
    except BadReport as error:
        say("error", "\n".join(f"- {fault.sentence}." for fault in error.faults))
    except PortalError as error:
        say("error", _sentence(str(error)))
    else:
        say("success", done or chosen.done)
        if then:
            then(returned)


def _typed(value: Any) -> Any:
    if isinstance(value, Typed):
        kept = st.session_state.get(value.key)
        return "" if kept is None else kept
    if isinstance(value, Form):
        return value.read()
    if isinstance(value, Chosen):
        return {
            name: value.shown[name] for name in st.session_state.get(value.key, ()) if name in value.shown
        }
    return value


def say(kind: str, words: str) -> None:
    st.session_state[state.DESK_SAID] = (kind, words)


def ready_for_acts() -> None:
    """At the top of the page: the next message may do something again."""
    st.session_state.pop(state.DESK_ACTED, None)


def show_said() -> None:
    """The outcome of the last act. Its place is kept when it is empty, or what stands open below would close."""
    kind, words = st.session_state.get(state.DESK_SAID, ("", ""))
    place = st.empty()
    if words:
        (place.error if kind == "error" else place.success)(words)


def forget_said() -> None:
    """At the foot of the page: it was drawn whole, so what was said is read. A page that is broken off says it again."""
    st.session_state.pop(state.DESK_SAID, None)


def clear_box(key: str) -> Callable[[Any], None]:
    """Empties the box whose words are now kept."""

    def clear(_: Any) -> None:
        st.session_state[key] = ""

    return clear


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def open_report(reference: str) -> None:
    st.query_params["report"] = reference


def close_report() -> None:
    st.query_params.pop("report", None)
