"""`portal config …`: what this process is set to, and a new key."""

from __future__ import annotations

import os
import sys

import typer

from portal.cli.consoles import out

config_app = typer.Typer(no_args_is_help=True, help="Settings: what is in force, and a new key.")


@config_app.command("check")
def check_settings() -> None:
    """Show every setting, where it is from, what is missing and what contradicts. Secrets are not shown. Changes nothing."""
    from portal import bootstrap
    from portal.doctor.configuration import look_at_configuration, settings_in_force

    settings = bootstrap.settings()
    for each in settings_in_force(settings, os.environ):
        origin = "environment" if each.is_given else "default"
        out.print(f"{each.name:<28} {origin:<12} {each.shown}", markup=False)
    file = bootstrap.database_file()
    if file:
        out.print(
            f"Reports are kept in {file}{'' if file.exists() else ', which is not there yet'}.", markup=False
        )
    else:
        out.print("Reports are kept on a database server.")
    found = look_at_configuration(settings)
    for finding in found:
        mark = "FAULT" if finding.state == "fault" else "note "
        out.print(f"{mark} {finding.subject}: {finding.sentence} {finding.remedy}", markup=False)
    sys.exit(1 if any(finding.state == "fault" for finding in found) else 0)


@config_app.command("sample")
def show_sample() -> None:
    """Print a file of every setting, each with its meaning, how to come by it, and its default."""
    from portal.doctor.configuration import sample

    sys.stdout.write(sample())


@config_app.command("new-key")
def new_key() -> None:
    """Print a new key for PORTAL_SECRET_KEYS. It is kept nowhere: whoever loses it loses what it encrypts."""
    from cryptography.fernet import Fernet

    out.print(Fernet.generate_key().decode(), markup=False)
