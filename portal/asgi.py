"""The server: Streamlit's pages and the routes beside them in one process."""

from __future__ import annotations

import gc
import importlib
import logging
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import delta_generator
from streamlit import logger as streamlit_logger
from streamlit.web.server.starlette import starlette_server

from portal import bootstrap
from portal.api.connection.addresses import Addresses, AsMeant, paths_of
from portal.api.connection.forces import Forces, Opening, refuse_taken
from portal.api.connection.pacing import Pacing
from portal.api.connection.packing import PACKS, Packing, framework_files, named_in
from portal.api.connection.patience import Patience
from portal.api.first.route import shell_route
from portal.api.guard import Guard, Protection, SafeHeaders, shell_policy
from portal.api.plain import forces_page, mailbox_page
from portal.api.plain.html_pages import LAST
from portal.api.routes import ROUTES
from portal.api.shell import Shell
from portal.api.watching import Watch
from portal.bootstrap.forces import own_slug
from portal.domain import at_hand
from portal.domain.site import SITE, STRAPLINE, known_hosts
from portal.errors import TableBreaksContract
from portal.markup.fonts import cut_face, served
from portal.ui.visitors import force_of_session
from portal.watch.logs import write_json_lines
from portal.watch.memory import give_back_unused, share_one_heap

log = logging.getLogger(__name__)
MOST_HEADER_BYTES = 96 * 1024


@asynccontextmanager
async def warm(_: object) -> AsyncIterator[None]:
    """Warms up beside the first answers: a browser takes longer to load the shell of the pages than this does."""
    if not sys.stderr.isatty():
        # Now, because the server has set up its own by the time it comes here.
        write_json_lines(sys.stderr)
        streamlit_logger.setup_formatter = leave_to_root
    await anyio.to_thread.run_sync(importlib.import_module, "portal.ui.area.sections")
    async with anyio.create_task_group() as beside:
        beside.start_soon(anyio.to_thread.run_sync, cut_fonts)
        beside.start_soon(anyio.to_thread.run_sync, warm_and_freeze)
        yield


def warm_and_freeze() -> None:
    """Loads what the first reader needs. A fault in it is logged, and the page that needs the part will tell of it.

    Streamlit collects garbage after every rerun; freezing what start-up made keeps that from costing more than the
    rerun itself.
    """
    try:
        from portal.ui.warm import warm_up

        warm_up()
        for file in named_in(SHELL.index_html, FILES):
            PACKS.packed(file.name, file)
    except Exception:
        log.exception("warming up failed")
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
        give_back_unused()


def cut_fonts() -> None:
    """Without them pages have the reader's own faces; whoever asks for one has it tried again."""
    try:
        for face in served().values():
            cut_face(face)
    except (OSError, subprocess.SubprocessError):
        log.exception("the faces could not be cut")


def ask_nothing_of_the_stack() -> None:
    """The framework's first element looks through the source of every module loaded for a console that it might have
    been typed into, to warn about it: a second and a half of the first reader's wait.
    """
    delta_generator._use_warning_has_been_displayed = True


def leave_to_root(logger: logging.Logger) -> None:
    """In place of Streamlit's own, which gives each of its loggers a handler that writes plain text."""
    logger.propagate = True


async def failed(request: Request, _: Exception) -> Response:
    """The last word when a route breaks: no detail of the inside, and the same headers as ever."""
    answer = PlainTextResponse(
        "Something failed on our side, and nothing was changed. Try again in a minute.\n", 500
    )
    PROTECTION.add_to(answer.headers, request.url.path)
    return answer


def spelt_code(text: str) -> str:
    """An area's code as it is spelt; the text itself where the tables are damaged, which the answer says."""
    try:
        return bootstrap.library().code_of(text)
    except TableBreaksContract:
        return text


PUBLIC_URL = bootstrap.settings().public_url
# Read from what is installed, so that an upgrade of Streamlit cannot shut its own script out.
STATIC = Path(str(files("streamlit"))) / "static"
FILES = framework_files(STATIC)
SHELL = Shell((STATIC / "index.html").read_text(encoding="utf-8"), SITE, STRAPLINE)
PROTECTION = Protection(shell_policy(SHELL.bare(), PUBLIC_URL), PUBLIC_URL.startswith("https:"))

# Of a demonstration alone.
INVENTED = [mailbox_page.ROUTE] if bootstrap.settings().letterbox else []

OTHERS = frozenset(bootstrap.settings().others)
CHOOSER = [forces_page.ROUTE] if OTHERS else []
# Where one force is served nobody has to say which.
OF_FORCES = [Middleware(Forces, others=OTHERS, first=own_slug())] if OTHERS else []
OPENING = (
    [Middleware(Opening, open_now=bootstrap.library, is_open=bootstrap.library.is_open)] if OTHERS else []
)
refuse_taken(OTHERS, own_slug(), paths_of(ROUTES))
if OTHERS:
    at_hand.ask(force_of_session)
    at_hand.know({*OTHERS, own_slug()})

app = st.App(
    Path(__file__).with_name("app.py"),
    routes=[*ROUTES, *CHOOSER, *INVENTED, shell_route(SHELL, STATIC), *LAST],
    middleware=[
        *OF_FORCES,
        Middleware(SafeHeaders, protection=PROTECTION),
        Middleware(
            Watch, routes={route.endpoint: route.path for route in ROUTES if isinstance(route, Route)}
        ),
        Middleware(Guard, hosts=known_hosts(PUBLIC_URL), public_url=PUBLIC_URL),
        *OPENING,
        Middleware(
            AsMeant,
            addresses=Addresses(paths_of([*ROUTES, *CHOOSER]), spelt_code),
        ),
        Middleware(Packing, packs=PACKS, files=FILES),
        Middleware(Pacing),
        # Streamlit serves its own scripts uncompressed; over a phone line that is two thirds of the first visit.
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
    ],
    lifespan=warm,
    exception_handlers={Exception: failed},
    secrets=bootstrap.keys.sign_in_secrets(bootstrap.settings()),
)


def run(host: str, port: int) -> None:
    """Serves until stopped. Streamlit binds its socket without naming TCP, so asyncio leaves small packets waiting for
    the reader's acknowledgement: 40 ms for every answer. Connections inherit the option set here. It also lets
    a request take for ever to arrive, and offers no setting for either.
    """
    share_one_heap()
    ask_nothing_of_the_stack()
    bind, options = starlette_server._bind_socket, starlette_server._get_uvicorn_config_kwargs

    def bind_without_delay(address: str, wanted_port: int, backlog: int) -> socket.socket:
        listening = bind(address, wanted_port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bind_without_delay  # type: ignore[assignment]
    starlette_server._get_uvicorn_config_kwargs = lambda: {
        **options(),
        "http": Patience,
        # A draft of the plain pages comes back in cookies; the longest that may be sent takes half of this.
        "h11_max_incomplete_event_size": MOST_HEADER_BYTES,
    }
    app.run(config={"server.address": host, "server.port": port})
