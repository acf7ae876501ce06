"""Readers without a browser that speak Streamlit's own protocol over a WebSocket, to this machine alone."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Longer than this counts as an answer that never came.
PATIENCE_SECONDS = 30.0


@dataclass
class Tally:
    """What happened to every reader together."""

    first_seconds: list[float] = field(default_factory=list)
    change_seconds: list[float] = field(default_factory=list)
    received: int = 0
    faults: list[str] = field(default_factory=list)
    open: int = 0


@dataclass
class Reader:
    """One open page. A change is what a control or a link does: the address changes and the page runs for it."""

    server: str
    views: list[str]
    tally: Tally
    chance: random.Random

    def __post_init__(self) -> None:
        if urlsplit(self.server).hostname not in LOOPBACK:
            raise ValueError("the load generator asks this machine only")

    async def stay(self, think: tuple[float, float], until: float) -> None:
        """Opens the page, and changes something every so often until then. Never asks again after a fault."""
        address = f"{self.server.replace('http', 'ws', 1)}/_stcore/stream"
        try:
            async with connect(
                address, origin=Origin(self.server), subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None,
                open_timeout=PATIENCE_SECONDS, compression=None, ping_interval=None,
            ) as socket:  # fmt: skip
                self.tally.open += 1
                self.tally.first_seconds.append(await self.ask(socket, self.chance.choice(self.views)))
                while True:
                    pause = self.chance.uniform(*think)
                    if time.monotonic() + pause > until:
                        await self.listen(socket, until - time.monotonic())
                        return
                    await self.listen(socket, pause)
                    took = await self.ask(socket, self.chance.choice(self.views))
                    self.tally.change_seconds.append(took)
        except Exception as fault:
            self.tally.faults.append(f"{type(fault).__name__}: {fault}"[:120])

    async def ask(self, socket: ClientConnection, view: str) -> float:
        """Seconds until every new value of the view has come. Raises RuntimeError when the page broke."""
        message = BackMsg()
        message.rerun_script.query_string = view
        message.rerun_script.context_info.timezone = "Europe/London"
        message.rerun_script.context_info.locale = "en-GB"
        started = time.perf_counter()
        await socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                answer = self.read(await socket.recv())
                if answer.WhichOneof("type") == "delta" and answer.delta.new_element.HasField("exception"):
                    raise RuntimeError("the page broke")
                if answer.WhichOneof("type") == "script_finished":
                    if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        continue
                    return time.perf_counter() - started

    async def listen(self, socket: ClientConnection, seconds: float) -> None:
        """Reads on as a browser does, so that nothing piles up at the server."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                while True:
                    self.read(await socket.recv())
        except TimeoutError:
            return

    def read(self, content: str | bytes) -> ForwardMsg:
        stored = content if isinstance(content, bytes) else content.encode()
        self.tally.received += len(stored)
        answer = ForwardMsg()
        answer.ParseFromString(stored)
        return answer


def area_views(chance: random.Random, codes: list[str], wanted: int) -> list[str]:
    """Addresses one reader makes with the controls: levels, measures, periods and crimes of an area of their own, and
    every fifth time another area.
    """
    own = chance.choice(codes)
    measures = ("recorded", "recorded_per_1000")
    periods = ("from=2025-01&to=2025-12", "from=2014-01&to=2014-12", "from=2021-03&to=2022-02")
    crimes = ("all", "violence", "burglary", "vehicle-crime")
    return [
        f"area={chance.choice(codes) if chance.random() < 0.2 else own}&level={chance.choice(('sector', 'town', 'msoa'))}&measure={chance.choice(measures)}"
        f"&crime={chance.choice(crimes)}&{chance.choice(periods)}"
        for _ in range(wanted)
    ]
