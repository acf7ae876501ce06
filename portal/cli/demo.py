"""`portal demo`: the portal with invented messages, on this machine alone."""

from __future__ import annotations

import gc
import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from portal.cli.consoles import out
from portal.cli.serve import open_portal
from portal.errors import BadSetting
from portal.settings import ROOT, Settings


def demo(port: Annotated[int, typer.Option(help="Port to listen on, at this machine alone.")] = 8501,
         folder: Annotated[Path | None, typer.Option(help="An empty folder for its store; var/demo if left out.")] = None) -> None:  # fmt: skip
    """Open the portal with invented messages in every state: a store of its own, and mail that goes nowhere."""
    from portal import bootstrap
    from portal.demo.invented_settings import FOLDER, invented_settings
    from portal.markup import mark_as_invented

    is_free(port)
    place = folder or FOLDER / str(port)
    bootstrap.demonstrate(invented_settings(Settings.from_environment(), place, port))
    mark_as_invented()
    gc.disable()
    fill(place)
    root = bootstrap.settings().public_url
    out.print(f"Mail it would have sent: {root}/mailbox", markup=False)
    out.print(f"The portal, with invented messages: {root} (stop with Ctrl-C)", markup=False)
    os.chdir(ROOT)
    open_portal("127.0.0.1", port)


def is_free(port: int) -> None:
    """Raises BadSetting where something answers there already: perhaps a demonstration, whose folder would be cleared."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise BadSetting(f"something answers at port {port} already; name another with --port")


def fill(folder: Path) -> None:
    """Writes the messages, and prints who may sign in and which message may be followed."""
    from portal.demo.seed import seed
    from portal.domain.desk.actor import ROLE_WORDS

    out.print("Writing invented messages …")
    seeded = seed(folder / "mail")
    for one in seeded.accounts:
        account = one.account
        out.print(
            f"  {account.email:<28} {one.password:<20} {account.role}: {ROLE_WORDS[account.role]}",
            markup=False,
        )
    out.print(f"  To follow a message: reference {seeded.receipt.reference}, code {seeded.receipt.secret}")
