"""The server: Streamlit's pages and the routes beside them in one process."""

from __future__ import annotations

import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit.web.server.starlette import starlette_server

from portal.api.routes import ROUTES


@asynccontextmanager
async def warm(_: object) -> AsyncIterator[None]:
    """Loads data and imports before the first reader comes.

    Streamlit collects garbage after every rerun; freezing what start-up made keeps that from costing more than the
    rerun itself.
    """
    from portal.ui.cache import warm_up

    await anyio.to_thread.run_sync(warm_up)
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    Path(__file__).with_name("app.py"),
    routes=ROUTES,
    # Streamlit serves its own scripts uncompressed; over a phone line that is two thirds of the first visit.
    middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)],
    lifespan=warm,
)


def run(host: str, port: int) -> None:
    """Serves until stopped. Streamlit binds its socket without naming TCP, so asyncio leaves small packets waiting for
    the reader's acknowledgement: 40 ms for every answer. Connections inherit the option set here.
    """
    bind = starlette_server._bind_socket

    def bind_without_delay(address: str, wanted_port: int, backlog: int) -> socket.socket:
        listening = bind(address, wanted_port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bind_without_delay  # type: ignore[assignment]
    app.run(config={"server.address": host, "server.port": port})
