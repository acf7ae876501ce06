"""How long a request may take to arrive. Callers who never finish one would hold a process's connections for ever."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# From its first byte to its last, headers and body together, however slowly it drips. The largest body taken is
# 256 KB, so this asks for the speed of a bad telephone line. nginx in front waits as long for the headers.
ARRIVAL_SECONDS = 15.0


class Patience(H11Protocol):
    """The server's own protocol, which ends a connection whose request is not whole in time.

    A page that is open is not touched: its socket was asked for in one whole request. Neither is an answer that takes
    long, nor a connection kept for the next request, which the server ends by itself.
    """

    _waiting: asyncio.TimerHandle | None = None
    _is_handed_on = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        begun = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if not self._is_handed_on and (begun or self.conn.their_state is h11.SEND_BODY):
            self._wait()
        else:
            self._stop_waiting()

    def handle_websocket_upgrade(self, event: Any) -> None:
        # The parser still counts it as a request that has not ended; what comes now is no part of one.
        self._is_handed_on = True
        super().handle_websocket_upgrade(event)

    def _wait(self) -> None:
        if self._waiting is None and not self.transport.is_closing():
            self._waiting = self.loop.call_later(ARRIVAL_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
