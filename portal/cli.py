"""The command line. Reads arguments, calls one thing, prints; every fault a user may cause is one sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from portal.errors import PortalError
from portal.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="On the Record: recorded crime where you live, and what may be missing from it.",
)
data_app = typer.Typer(no_args_is_help=True, help="Official files in, committed tables out.")
app.add_typer(data_app, name="data")
reports_app = typer.Typer(
    no_args_is_help=True, help="Keep what people sent: backup, restore, purge, export, new keys."
)
app.add_typer(reports_app, name="reports")
out, err = Console(highlight=False, soft_wrap=True), Console(stderr=True, highlight=False, soft_wrap=True)

Street = Annotated[
    list[Path],
    typer.Option(help="Folder or official ZIP with YYYY-MM/YYYY-MM-<force>-street.csv; may be given again."),
]
DataDir = Annotated[Path | None, typer.Option("--data", help="Folder of committed tables.")]
GeodataDir = Annotated[Path | None, typer.Option("--geodata", help="Folder of committed shapes.")]
ForceName = Annotated[str, typer.Option(help="A force with a configuration, or the path of one.")]
Reference = Annotated[str, typer.Option(help="One report, by the reference on its receipt.")]
Email = Annotated[str, typer.Option(help="Every report of one person, by the address they gave.")]


@data_app.command("build")
def data_build(street: Street, sources: Annotated[Path, typer.Option(help="Folder of official lookups, boundaries and populations.")],
               data: DataDir = None, geodata: GeodataDir = None, force: ForceName = "devon-and-cornwall") -> None:  # fmt: skip
    """Official files in, committed tables out; the same bytes each time."""
    from portal.pipeline.build import build

    settings = Settings.from_environment()
    built = build(street, sources, data or settings.data_dir, geodata or settings.geodata_dir, force)
    out.print(built.report, end="")
    out.print(f"Release {built.release}")


@data_app.command("add")
def data_add(street: Street, data: DataDir = None,
             replace: Annotated[bool, typer.Option("--replace", help="Accept a month with far fewer rows than are held.")] = False,
             preview: Annotated[bool, typer.Option("--preview", help="Say what would change and write nothing.")] = False,
             force: Annotated[str, typer.Option(help="The .toml file the tables were built with, if it is your own.")] = "") -> None:  # fmt: skip
    """Add months to what is there; a month given again is replaced."""
    from portal.pipeline.build import add

    built = add(street, data or Settings.from_environment().data_dir, replace, preview, force)
    out.print(built.report, end="")
    out.print(f"Release {built.release}")


@data_app.command("fetch")
def data_fetch(first: Annotated[str, typer.Option("--from", help="First month, as 2022-04.")],
               last: Annotated[str, typer.Option("--to", help="Last month, as 2023-12.")],
               force: ForceName = "devon-and-cornwall",
               archive: Annotated[str, typer.Option(help="Address of the folder of YYYY-MM.zip archives.")] = "https://data.police.uk/data/archive",
               into: Annotated[Path, typer.Option(help="Folder for the fetched files.")] = Path("var/official"),
               add_them: Annotated[bool, typer.Option("--add", help="Add what was fetched to the tables.")] = False,
               data: DataDir = None) -> None:  # fmt: skip
    """Fetch months of one force from the official archive; what is there already is kept."""
    from portal.pipeline.fetch import fetch_months

    fetched = fetch_months(force, first, last, archive, into, err)
    out.print(fetched.report)
    if not fetched.street_months:
        return
    if add_them:
        data_add([into], data, force=force)
    else:
        out.print(f"To add them: portal data add --street {into}")


@data_app.command("check")
def data_check(data: DataDir = None, geodata: GeodataDir = None) -> None:
    """Check the committed tables against their contract, hashes and totals."""
    from portal.pipeline.check import check

    settings = Settings.from_environment()
    for line in check(data or settings.data_dir, geodata or settings.geodata_dir):
        out.print(line)


@app.command("figure")
def show_figure(area: Annotated[str, typer.Option(help="Area code, for example E07000042 or town:tiverton.")],
                first: Annotated[str, typer.Option("--from", help="First month, YYYY-MM.")],
                last: Annotated[str, typer.Option("--to", help="Last month, YYYY-MM.")],
                crime: Annotated[str, typer.Option(help="all, a published type, or anti-social-behaviour.")] = "all",
                measure: Annotated[str, typer.Option(help="recorded or unrecorded.")] = "recorded",
                inspection: Annotated[str | None, typer.Option(help="Unrecorded only: the inspection whose rate to apply to any period.")] = None,
                spread: Annotated[str, typer.Option(help="Unrecorded only: off, default or wide.")] = "default",
                as_json: Annotated[bool, typer.Option("--json", help="The whole figure as JSON.")] = False) -> None:  # fmt: skip
    """The same figure the page shows, from the same code."""
    from portal import bootstrap
    from portal.domain.period import Period
    from portal.services.figure import figure

    answer = figure(bootstrap.library(), area, Period(first, last), crime, measure, inspection, spread)
    if as_json:
        out.print_json(data=answer.as_json(), ensure_ascii=False)
        return
    out.print(answer.sentence, markup=False)
    for caveat in answer.caveats:
        out.print(f"- {caveat}", markup=False)
    out.print(f"Release {answer.release}", markup=False)


@reports_app.command("backup")
def reports_backup(to: Annotated[Path, typer.Option(help="The file to write; it must not exist.")]) -> None:
    """Write every report to one file, still encrypted. The keys are not in it."""
    from portal import bootstrap
    from portal.store.backup import back_up

    lines = back_up(bootstrap.report_store(), to)
    out.print(f"{to}: {lines} lines of history. It can only be read with the keys, which are not in it.")


@reports_app.command("restore")
def reports_restore(path: Annotated[Path, typer.Option("--from", help="A backup.")]) -> None:
    """Fill an empty database with a backup."""
    from portal import bootstrap
    from portal.store.backup import restore

    out.print(f"{restore(bootstrap.report_store(), path)} lines of history restored; the chain holds.")


@reports_app.command("purge")
def reports_purge(reference: Reference = "", email: Email = "") -> None:
    """Erase what is past its time; or, at a person's request, everything of theirs."""
    from portal import bootstrap
    from portal.services.report_keeping import erase_person, purge

    if reference or email:
        out.print(f"{erase_person(bootstrap.report_desk(), reference, email)} reports erased.")
        return
    done = purge(bootstrap.report_desk(), bootstrap.outbox())
    out.print(
        f"{done.reports} reports erased; {done.mail} sent messages and {done.attempts} counted tries forgotten."
    )


@reports_app.command("export")
def reports_export(to: Annotated[Path, typer.Option(help="The file to write; it must not exist.")],
                   reference: Reference = "", email: Email = "") -> None:  # fmt: skip
    """Write everything kept about one person to a file, for that person."""
    from portal import bootstrap
    from portal.services.report_keeping import export_person
    from portal.store.backup import write_private

    kept = export_person(bootstrap.report_desk(), reference, email)
    write_private(to, json.dumps(kept, indent=1, ensure_ascii=False, default=str).encode())
    out.print(f"{to}: {len(kept)} reports, in clear. Hand it over and delete it.")


@reports_app.command("rotate-key")
def reports_rotate_key() -> None:
    """Encrypt everything anew with the first key."""
    from portal import bootstrap

    out.print(
        f"{bootstrap.rotate_keys()} values encrypted anew. Older keys are needed for older backups alone."
    )


@app.command("send-outbox")
def send_outbox(
    once: Annotated[bool, typer.Option("--once", help="Send what is due and stop.")] = False,
) -> None:
    """Deliver queued mail."""
    import time

    from portal import bootstrap

    while True:
        done = bootstrap.send_mail()
        if once or done.sent or done.later or done.failed:
            out.print(
                f"{done.sent} sent ({done.again} after an earlier try), {done.later} put off, {done.failed} refused."
            )
        if once:
            return
        time.sleep(30)


@app.command("serve")
def serve(host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
          port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501) -> None:  # fmt: skip
    """Open the portal."""
    import os

    from portal import bootstrap
    from portal.settings import ROOT

    bootstrap.settings()
    # Streamlit reads .streamlit/config.toml from the folder it is started in.
    os.chdir(ROOT)
    from portal.asgi import app as asgi_app

    asgi_app.run(config={"server.address": host, "server.port": port})


def main() -> None:
    """Runs the command line; a PortalError becomes one sentence and its own exit code."""
    try:
        app()
    except PortalError as error:
        err.print(f"portal: {error}", markup=False)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
