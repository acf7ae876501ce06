"""The server: Streamlit's pages and the routes beside them in one process."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

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
