"""The command line. Reads arguments, calls one thing, prints; every fault a user may cause is one sentence."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from portal.cli.config import config_app
from portal.cli.consoles import err, out
from portal.cli.data import data_app
from portal.cli.demo import demo
from portal.cli.desk import desk_app
from portal.cli.export import export
from portal.cli.force import force_app
from portal.cli.jobs import jobs
from portal.cli.of_forces import choose, each_to_upgrade, go_through
from portal.cli.operator import tell_operator
from portal.cli.reports import reports_app
from portal.cli.serve import doctor, serve
from portal.cli.understanding import show_understanding
from portal.domain.record.measure import FIGURE_MEASURES
from portal.errors import BadSetting, PartlyDone, PortalError, is_of_pipeline

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="On the Record: recorded crime where you live, and what may be missing from it.",
)
app.add_typer(data_app, name="data")
app.add_typer(reports_app, name="reports")
app.add_typer(desk_app, name="desk")
app.add_typer(config_app, name="config")
app.add_typer(force_app, name="force")


@app.callback()
def _of(force: Annotated[str, typer.Option("--of", help="The force that the command is about, where several are served; those about all of them go through each.")] = "") -> None:  # fmt: skip
    if force:
        choose(force)


app.command("understanding")(show_understanding)


@app.command("figure")
def show_figure(area: Annotated[str, typer.Option(help="Area code, as on the address of a page or in areas.csv.")],
                first: Annotated[str, typer.Option("--from", help="First month, YYYY-MM.")],
                last: Annotated[str, typer.Option("--to", help="Last month, YYYY-MM.")],
                crime: Annotated[str, typer.Option(help="all, a published type, or anti-social-behaviour.")] = "all",
                measure: Annotated[str, typer.Option(help=f"{' or '.join(FIGURE_MEASURES)}.")] = "recorded",
                inspection: Annotated[str | None, typer.Option(help="Unrecorded only: the inspection whose rate to apply to any period.")] = None,
                spread: Annotated[str, typer.Option(help="Unrecorded only: off, default or wide.")] = "default",
                release: Annotated[str, typer.Option(help="A release that is kept; the one in force if left out.")] = "",
                as_json: Annotated[bool, typer.Option("--json", help="The whole figure as JSON.")] = False) -> None:  # fmt: skip
    """The same figure the page shows, from the same code."""
    from portal import bootstrap
    from portal.domain.record.period import Period
    from portal.services.counted.figure import figure

    library = bootstrap.library_of(release)
    answer = figure(library, area, Period(first, last), crime, measure, inspection, spread)
    if library.note:
        err.print(library.note, markup=False)
    if as_json:
        out.print_json(data=answer.as_json(), ensure_ascii=False)
        return
    out.print(answer.sentence, markup=False)
    for caveat in answer.caveats:
        out.print(f"- {caveat}", markup=False)
    out.print(f"Release {answer.release}", markup=False)


@app.command("send-outbox")
def send_outbox(
    once: Annotated[bool, typer.Option("--once", help="Send what is due and stop.")] = False,
) -> None:
    """Deliver queued mail."""
    import time

    from portal.bootstrap.notes import ended_well
    from portal.bootstrap.posting import send_mail

    def one_round() -> None:
        done = send_mail()
        ended_well("outbox")
        if once or done.sent or done.later or done.failed:
            out.print(
                f"{done.sent} sent ({done.again} after an earlier try), {done.later} put off, {done.failed} refused."
            )

    while True:
        try:
            go_through(one_round, each_to_upgrade(quietly=not once))
        except PartlyDone:
            # Told already; the others go on having their mail sent.
            if once:
                raise
        if once:
            return
        time.sleep(30)


app.command("serve")(serve)
app.command("export")(export)
app.command("demo")(demo)
app.command("doctor")(doctor)
app.command("jobs")(jobs)
app.command("tell-operator")(tell_operator)


def main() -> None:
    """Runs the command line; a PortalError becomes one sentence and its own exit code."""
    try:
        app()
    except PortalError as error:
        err.print(f"portal: {error}", markup=False)
        sys.exit(error.exit_code)
    except ModuleNotFoundError as error:
        if not is_of_pipeline(error):
            raise
        err.print(
            f"portal: this command needs {error.name}, which a server goes without and is not installed here; nothing was "
            "done. Install what makes tables with 'python3 run.py install pipeline' and try again",
            markup=False,
        )
        sys.exit(BadSetting.exit_code)
    except BrokenPipeError:
        # Whoever read the output has read enough. What is still to be written goes nowhere, or Python complains at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        err.print(
            f"portal: {where}{error.strerror or type(error).__name__}; nothing more was done", markup=False
        )
        sys.exit(1)
