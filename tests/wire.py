"""A visitor without a browser: speaks the pages' own protocol over a real WebSocket, hundreds of times faster than a screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

SECONDS = 60


def answered(socket: ClientConnection, asked: BackMsg) -> Iterator[ForwardMsg]:
    """Sends a message; everything the page says until its run has ended."""
    socket.send(asked.SerializeToString())
    while True:
        said = ForwardMsg()
        said.ParseFromString(socket.recv(timeout=SECONDS))  # type: ignore[arg-type]
        if said.WhichOneof("type") == "script_finished":
            return
        yield said


@dataclass
class Visitor:
    """One open page. `view` is the block of questions it shows."""

    socket: ClientConnection
    page: str
    board: str = ""
    script: str = ""
    view: dict[str, Any] | None = None

    def act(self, action: str, **values: Any) -> dict[str, Any]:
        """Presses something, with the answers of the block; the block that follows."""
        assert self.view
        pressed = {"view": self.view["view"], "action": action, "values": values}
        return self._rerun([{"event": "act", "value": pressed}])

    def _rerun(self, events: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        asked = BackMsg()
        # The first time by name, then by the page that was opened, as a browser does.
        asked.rerun_script.page_script_hash = self.script
        asked.rerun_script.page_name = "" if self.script else self.page
        if events:
            # A browser sends the part's own state, which is empty, beside what was pressed.
            asked.rerun_script.widget_states.widgets.add(id=self.board, json_value="{}")
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.json_trigger_value = (
                f"$$STREAMLIT_INTERNAL_KEY_{self.board}__events",
                json.dumps(events),
            )
        for said in answered(self.socket, asked):
            kind = said.WhichOneof("type")
            if kind == "navigation":
                self.script = said.navigation.page_script_hash
            if kind == "delta" and said.delta.new_element.WhichOneof("type") == "bidi_component":
                part = said.delta.new_element.bidi_component
                data = json.loads(part.json or part.mixed.json or "null")
                if data and "heading" in data:
                    self.board, self.view = part.id, data
        assert self.view
        return self.view


@contextmanager
def visiting(address: str, page: str, source: str = "127.0.0.1") -> Iterator[Visitor]:
    """Opens a page and waits for its first block. Behind nginx, people with a `source` of their own count apart."""
    with connect(
        f"{address.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"], origin=address,  # type: ignore[list-item]
        source_address=(source, 0),
    ) as socket:  # fmt: skip
        visitor = Visitor(socket, page)
        visitor._rerun()
        yield visitor


@dataclass
class Drawn:
    """A page as it was sent: every button with its label, and what the alerts say."""

    socket: ClientConnection
    page: str
    script: str = ""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def press(self, *buttons: str) -> None:
        """All of them in one message, as no browser sends it."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.script
        asked.rerun_script.page_name = "" if self.script else self.page
        for number in buttons:
            asked.rerun_script.widget_states.widgets.add(id=number, trigger_value=True)
        self.buttons, self.said = [], []
        for message in answered(self.socket, asked):
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.script = message.navigation.page_script_hash
            if kind == "delta":
                self._note(message.delta.new_element)

    def _note(self, element: Element) -> None:
        if element.WhichOneof("type") == "button":
            self.buttons.append((element.button.label, element.button.id))
        if element.WhichOneof("type") == "alert":
            self.said.append(element.alert.body)


@contextmanager
def drawn(address: str, page: str, cookie: str) -> Iterator[Drawn]:
    """Opens a page as whoever the cookie says."""
    with connect(
        f"{address.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"], origin=address,  # type: ignore[list-item]
        additional_headers={"Cookie": cookie},
    ) as socket:  # fmt: skip
        opened = Drawn(socket, page)
        opened.press()
        yield opened
