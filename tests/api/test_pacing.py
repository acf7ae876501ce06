"""What stands below the map waits behind its new colours, on that reader's line alone."""

from __future__ import annotations

import ast
import time
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

import portal
from portal.api.connection.pacing import BELOW, MAP, PAINT_SECONDS, Pacing

FIRST, AGAIN = [b"1" + MAP, b"1 answer", b"1" + BELOW], [b"2" + MAP, b"2 answer", b"2" + BELOW]
UNCHANGED = [b"3 a reference", b"3 answer", b"3" + BELOW]
PARTS = [*FIRST, *AGAIN, *UNCHANGED]


async def _page(websocket: WebSocket) -> None:
    await websocket.accept()
    for part in PARTS:
        await websocket.send_bytes(part)
    await websocket.close()


@pytest.fixture
def heard() -> dict[bytes, float]:
    """When each part came, in seconds from the first."""
    app = Starlette(routes=[WebSocketRoute("/", _page)], middleware=[Middleware(Pacing)])
    with TestClient(app).websocket_connect("/") as line:
        return {line.receive_bytes(): time.monotonic() for _ in PARTS}


def test_only_what_is_below_a_map_coloured_anew_waits(heard: dict[bytes, float]) -> None:
    assert list(heard) == PARTS
    gaps = {part: heard[part] - heard[before] for before, part in pairwise(PARTS)}
    assert gaps.pop(AGAIN[2]) > 0.9 * PAINT_SECONDS
    assert max(gaps.values()) < 0.5 * PAINT_SECONDS


def test_no_page_holds_a_thread_by_sleeping() -> None:
    pages = sorted((Path(portal.__file__).parent / "ui").rglob("*.py"))
    assert len(pages) > 50
    for path in pages:
        called = [
            node.func
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        assert not [name for name in map(ast.unparse, called) if name.rpartition(".")[2] == "sleep"], path
