"""`portal reports …`: keeping what people sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from portal.store.rotation import Rotated

from portal.cli.consoles import out
from portal.cli.held import need_database
from portal.cli.of_forces import (
    each_to_upgrade,
    each_with_reports,
    go_through,
    need_one_force,
    need_whole_site,
    of_one_person,
)

reports_app = typer.Typer(
    no_args_is_help=True, help="Keep what people sent: backup, restore, purge, export, new keys."
)
Reference = Annotated[str, typer.Option(help="One report, by the reference on its receipt.")]
Email = Annotated[str, typer.Option(help="Every report of one person, by the address they gave.")]


@reports_app.command("backup")
def reports_backup(
    to: Annotated[
        Path | None,
        typer.Option(
            help="The file to write; it must not exist. Left out: one more in the folder of backups, and those older than 30 days go."
        ),
    ] = None,
) -> None:
    """Write every report to one file, still encrypted, without the keys. A database that waits for an upgrade is left alone."""
    if to is None:
        go_through(lambda: _back_up(None), each_with_reports())
        return
    need_one_force()
    need_database()
    _back_up(to)


def _back_up(to: Path | None) -> None:
    from portal import bootstrap
    from portal.bootstrap.notes import ended_well
    from portal.errors import BadRequest
    from portal.store.backup import back_up, forget_old

    if steps := bootstrap.pending_steps():
        raise BadRequest(
            f"the database waits for {len(steps)} steps of this version, and a backup takes none; make it with the version "
            "that served until now, before this one is started"
        )
    now, folder = bootstrap.now(), bootstrap.settings().backup_dir
    path = to or folder / f"{now:%Y-%m-%dT%H%M%S}.backup"
    lines = back_up(bootstrap.report_store(), path)
    out.print(f"{path}: {lines} lines of history. It can only be read with the keys, which are not in it.")
    if to is None:
        out.print(f"{forget_old(folder, now)} older than 30 days were removed.")
        ended_well("backup")


@reports_app.command("restore")
def reports_restore(path: Annotated[Path, typer.Option("--from", help="A backup.")]) -> None:
    """Fill an empty database with a backup."""
    from portal import bootstrap
    from portal.store.backup import restore

    need_one_force()
    out.print(f"{restore(bootstrap.report_store(), path)} lines of history restored; the chain holds.")


@reports_app.command("upgrade")
def reports_upgrade(preview: Annotated[bool, typer.Option("--preview", help="Say what would be applied and apply nothing.")] = False) -> None:  # fmt: skip
    """Bring the database to what this version needs. Every command does so by itself; this one only does it alone."""

    go_through(lambda: _upgrade(preview), each_with_reports() if preview else each_to_upgrade())


def _upgrade(preview: bool) -> None:
    """One that nobody has written about is made when somebody does, as this version needs it."""
    from portal import bootstrap

    steps = bootstrap.pending_steps()
    for step in steps:
        out.print(f"{step.number}: {step.words}", markup=False)
    if not preview:
        bootstrap.report_store()
    done = "would be applied, all or nothing" if preview else "applied"
    out.print(f"{len(steps)} steps {done}." if steps else "The database fits this version.", markup=False)


@reports_app.command("purge")
def reports_purge(reference: Reference = "", email: Email = "") -> None:
    """Erase what is past its time; or, at a person's request, everything of theirs."""
    from portal import bootstrap
    from portal.services.publishing.keeping import erase_everything

    if reference or email:
        for erased, forgotten in of_one_person(
            lambda: erase_everything(bootstrap.publisher(), reference, email)
        ):
            out.print(f"{erased} reports erased; {forgotten} alerts ended.")
        return
    go_through(_purge, each_with_reports())


def _purge() -> None:
    from portal import bootstrap
    from portal.bootstrap.notes import ended_well
    from portal.services.desk.sign_in import forget_sessions
    from portal.services.publishing.keeping import purge_public
    from portal.services.reports.keeping import purge

    done, public = purge(bootstrap.report_desk(), bootstrap.outbox()), purge_public(bootstrap.publisher())
    signed_in = forget_sessions(bootstrap.gate())
    out.print(
        f"{done.reports} reports erased; {done.mail} sent messages and {done.attempts} counted tries forgotten; "
        f"{public.originals} originals and {public.followers} unconfirmed addresses erased; "
        f"{signed_in} sign-ins at the desk forgotten."
    )
    ended_well("purge")


@reports_app.command("export")
def reports_export(to: Annotated[Path, typer.Option(help="The file to write; it must not exist.")],
                   reference: Reference = "", email: Email = "") -> None:  # fmt: skip
    """Write everything kept about one person to a file, for that person."""
    from portal import bootstrap
    from portal.services.publishing.keeping import export_everything
    from portal.store.crypto import write_private

    found = of_one_person(lambda: export_everything(bootstrap.publisher(), reference, email))
    kept = [row for rows in found for row in rows]
    write_private(to, json.dumps(kept, indent=1, ensure_ascii=False, default=str).encode())
    out.print(f"{to}: {len(kept)} reports and alerts, in clear. Hand it over and delete it.")


@reports_app.command("rotate-key")
def reports_rotate_key(finish: Annotated[bool, typer.Option("--finish", help="Make no new key: encrypt what a process wrote with an older one meanwhile.")] = False) -> None:  # fmt: skip
    """Encrypt everything anew with the first key, and say what an older key held until now."""
    from portal.bootstrap.rotating import rotate_keys

    # The keys are the same for all.
    need_whole_site()
    for at, _ in enumerate(each_with_reports()):
        # The first makes the new key, and the others take it.
        _rotated(rotate_keys(finish or at > 0))


def _rotated(done: Rotated) -> None:
    out.print(f"{done.values} values encrypted anew; {done.were_older} of them were under older keys.")
    if done.were_older:
        out.print(
            "Start every process again with the new keys, then run 'portal reports rotate-key --finish' until it says 0. Keep the older keys till then."
        )
    else:
        out.print("Older keys are needed for older backups alone.")
