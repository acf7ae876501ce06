"""`portal serve` and `portal doctor`: the server, and what to do when it is not well."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from portal.cli.consoles import err, out
from portal.cli.of_forces import each_force, need_whole_site

MOST_WORKERS = 64


def serve(host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
          port: Annotated[int, typer.Option(help="Port to listen on; with workers, the first of theirs.")] = 8501,
          workers: Annotated[int, typer.Option(min=1, max=MOST_WORKERS, help="Identical processes on ports one after the other, for nginx to share readers between.")] = 1,
          metrics_port: Annotated[int, typer.Option(help="Port on this machine alone for counters (Prometheus); with workers, the first of theirs. 0 is none.")] = 0,
          environment: Annotated[Path | None, typer.Option(help="File of PORTAL_… settings, NAME=value; with workers, read again when they are renewed.")] = None) -> None:  # fmt: skip
    """Open the portal."""
    from portal import bootstrap
    from portal.cli.workers import in_force, keep_workers
    from portal.settings import ROOT

    need_whole_site()
    os.environ.update(in_force(environment))

    bootstrap.settings()
    # Next to nothing of what a start makes is garbage; the server turns the collector on when it has started.
    gc.disable()
    open_database()
    # Streamlit reads .streamlit/config.toml from the folder it is started in.
    os.chdir(ROOT)
    if workers > 1:
        gc.enable()
        sys.exit(keep_workers(host, range(port, port + workers), metrics_port, environment))
    open_portal(host, port, metrics_port)


def open_portal(host: str, port: int, metrics_port: int = 0) -> None:
    """Serves from this process until stopped."""
    from portal import bootstrap

    if secret := bootstrap.keys.cookie_secret(bootstrap.settings()):
        os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", secret)
    # Here, so that a damaged table is one sentence and not the server's own account of a failed start.
    bootstrap.library().read_all()
    from portal.asgi import run

    if metrics_port:
        from portal.api.watching import watched
        from portal.watch import counters

        counters.serve_on(metrics_port, watched())
    run(host, port)


def open_database() -> None:
    """Brings the database up to date, saying first what that takes. Without one the pages are served all the same."""
    from portal import bootstrap
    from portal.errors import StoreUnavailable

    try:
        for step in bootstrap.pending_steps():
            err.print(f"The database takes step {step.number}: {step.words}", markup=False)
        bootstrap.report_store()
    except (StoreUnavailable, OSError) as error:
        why = (
            str(error) if isinstance(error, StoreUnavailable) else f"it cannot be written ({error.strerror})"
        )
        err.print(f"portal: reports are refused for now: {why}. 'portal doctor' says more.", markup=False)


def doctor(
    note: Annotated[
        bool, typer.Option("--note", help="Leave what was found for the counters and the next round.")
    ] = False,
) -> None:
    """What is configured, what is missing, what to do. Changes nothing."""
    faults = [fault for _ in each_force() for fault in _look_over(note)]
    out.print("Nothing is wrong." if not faults else f"{len(faults)} faults.", markup=False)
    sys.exit(1 if faults else 0)


def _look_over(note: bool) -> list[str]:
    """The faults of the force at hand."""
    from portal.doctor.round import go_round

    marks = {"ok": "ok   ", "note": "note ", "fault": "FAULT"}
    faults = []
    for finding in go_round():
        faults += [finding.subject] if finding.state == "fault" else []
        out.print(f"{marks[finding.state]} {finding.subject}: {finding.sentence}", markup=False)
        if finding.remedy and finding.state != "ok":
            out.print(f"      → {finding.remedy}", markup=False)
    if note:
        from portal.bootstrap.notes import ended_well

        ended_well("doctor", tuple(sorted(set(faults))))
    return faults
