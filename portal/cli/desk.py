"""`portal desk …`: who may come to the desk. Passwords are asked for or made, never given as an argument."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from portal.cli.consoles import out
from portal.cli.held import need_database

desk_app = typer.Typer(no_args_is_help=True, help="Who may come to the desk: add, list and disable accounts.")
Email = Annotated[str, typer.Option(help="The address they sign in with.")]


@desk_app.command("add-account")
def add_account(email: Email,
                role: Annotated[str, typer.Option(help="viewer, responder, editor or administrator.")],
                team: Annotated[str, typer.Option(help="What the public reads under answers, for example 'Northtown policing team'.")],
                sector: Annotated[list[str], typer.Option(help="A sector by name or code, or all; may be given again.")],
                name: Annotated[str, typer.Option(help="Their name, for colleagues at the desk.")] = "",
                generate: Annotated[bool, typer.Option("--generate", help="Make a password and print it once.")] = False) -> None:  # fmt: skip
    """Add an account, or change the one with this address. A change signs its owner out."""
    import uuid

    from portal import bootstrap
    from portal.domain.desk.account import Account
    from portal.services.desk.accounts import check_password, put_account, sector_codes

    gate = bootstrap.gate()
    codes = sector_codes(gate, sector)
    password = None
    if not bootstrap.settings().oidc_issuer:
        password = gate.new_token()[:20] if generate else ""
        password = password or check_password(
            typer.prompt("Password", hide_input=True, confirmation_prompt="The same again")
        )
    account = Account(uuid.uuid4().hex[:12], role, codes, team, bootstrap.now(), email, name)
    changed = put_account(gate, account, password)
    out.print(f"The account of {email} is {'changed' if changed else 'added'}.", markup=False)
    if generate and password:
        out.print(f"Its password, shown this once: {password}", markup=False)


@desk_app.command("list-accounts")
def list_accounts() -> None:
    """Show every account: address, role, sectors, team and number."""
    from portal import bootstrap
    from portal.services.desk.accounts import sector_names

    need_database()
    gate = bootstrap.gate()
    accounts = gate.accounts.all()
    for account in accounts:
        shown = [
            account.email,
            account.role,
            sector_names(gate.reports, account.sectors),
            account.team,
            account.account_id,
        ]
        out.print(" · ".join([*shown, "disabled"] if account.disabled else shown), markup=False)
    if not accounts:
        out.print("There is no account. Add one: portal desk add-account --help")


@desk_app.command("disable-account")
def disable_account(email: Email) -> None:
    """Sign its owner out and let nobody in with it. What it did stays."""
    from portal import bootstrap
    from portal.services.desk import accounts

    need_database()
    accounts.disable_account(bootstrap.gate(), email)
    out.print(f"The account of {email} is disabled, and its owner is signed out.", markup=False)


@desk_app.command("print-letters")
def print_letters(to: Annotated[Path, typer.Option(help="The file to write; it must not exist. Print it, close the letters, delete it.")]) -> None:  # fmt: skip
    """Write, once, the codes of messages that were typed in for authors who gave no address."""
    from portal import bootstrap
    from portal.store.crypto import write_private

    need_database()
    letters = bootstrap.report_store().take_letters(
        bootstrap.now(), lambda waiting: write_private(to, _letters(waiting).encode())
    )
    out.print(
        f"{to}: {letters} letters. They are given once." if letters else "No letter waits.", markup=False
    )


def _letters(waiting: list[tuple[str, str]]) -> str:
    said = "Your message to the sector inspector. Reference {}, code {}. Keep both; nobody at the police has the code.\n\f"
    return "".join(said.format(*letter) for letter in waiting)


@desk_app.command("list-access")
def list_access(reference: Annotated[str, typer.Option(help="One report, by its reference.")] = "",
                account: Annotated[str, typer.Option(help="One account, by its number.")] = "") -> None:  # fmt: skip
    """Show who at the desk read, searched or exported, the newest first."""
    from portal import bootstrap
    from portal.domain.desk.access import ACCESS_WORDS

    need_database()
    for line in bootstrap.publisher().access.lines(account, reference):
        shown = (
            f"{line.at:%Y-%m-%d %H:%M}",
            line.account_id,
            ACCESS_WORDS[line.act],
            line.reference,
            line.details,
        )
        out.print(" · ".join(filter(None, shown)), markup=False)
