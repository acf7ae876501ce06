"""Anything at all sent to any step of the plain pages, and what must be true of the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hostile import ATTEMPTS, TEXT
from hypothesis import strategies as st
from plain_writer import Writer, form_of

FIELDS = (
    "form", "act", "answer", "sector", "place", "public", "police_only", "wanted", "name", "email", "phone", "may_publish",
    "show_name", "joins", "kind", "step", "website", "revision", "code", "reference", "sorted", "looked",
)  # fmt: skip
ACTS = (
    "next", "back", "find", "redact", "discard", "send", "change:", "change:check", "change:words", "choose", "write", "start",
    "amended", "withdraw_sure", "open", "another", "",
)  # fmt: skip
STEPS = ("where", "words", "wanted", "contact", "seen", "check", "answer", "kind", "receipt")


@dataclass(frozen=True)
class Pressed:
    """One press: three fields or more with anything in them."""

    values: dict[str, str]
    act: str
    step: str


PRESSED = st.builds(
    Pressed, st.dictionaries(st.sampled_from(FIELDS), TEXT, min_size=3, max_size=6), st.sampled_from(ACTS), st.sampled_from(STEPS)
)  # fmt: skip


def check_press(writer: Writer, pressed: Pressed) -> None:
    """No fault of ours, no address with anything of it, nothing that acts; the draft goes on from press to press."""
    if (
        not re.fullmatch(r"/write/[0-9a-f]{16}/(?!receipt).*", writer.path)
        or "form" not in form_of(writer.page).fields
    ):
        writer.open("/write?area=E07000042")
        writer.press("choose", answer="concern")
    form = form_of(writer.page)
    # Half a character cannot be sent by this road.
    values = {name: text.encode("utf-8", "replace").decode() for name, text in pressed.values.items()}
    path = re.sub(r"/[a-z]+$", f"/{pressed.step}", writer.path)
    sent = {**form.fields, "act": pressed.act, **values}
    writer.page = writer.browser.post(path, data=sent)
    for page in [*writer.page.history, writer.page]:
        assert page.status_code < 500, pressed
        assert re.fullmatch(r"/write(/[0-9a-f]{16}/[a-z]+)?", page.url.path), page.url.path
        assert page.url.query in (b"", b"again=yes")
    for attempt in ATTEMPTS[:3]:
        assert attempt not in writer.page.text
