"""The map first: what stands below it on a page waits a moment behind its new colours.

A browser draws together whatever arrives together, and what stands below the map takes longer to draw than the map itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# About what a browser takes to draw the controls, the map and the words beside it (bench/recolour).
PAINT_SECONDS = 0.15
# The map, and the part of the page below it, as the framework names them in what it sends. Of a map about which nothing has
# changed it sends a reference without the name.
MAP, BELOW = b"portal.area_map", b"below-map"


@dataclass(frozen=True)
class Pacing:
    """Holds back what stands below a map; nothing waits for the first one that a page shows, which has all to fetch.

    It is this reader's line that waits: no thread does, and the page's script goes on meanwhile.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        maps, waits = 0, False

        async def paced(message: Message) -> None:
            nonlocal maps, waits
            content = message.get("bytes") or b""
            if waits and BELOW in content:
                waits = False
                await anyio.sleep(PAINT_SECONDS)
            if MAP in content:
                maps += 1
                waits = maps > 1
            await send(message)

        await self.app(scope, receive, paced)
