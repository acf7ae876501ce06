"""`portal desk …`: who may come to the desk. Passwords are asked for or made, never given as an argument."""

from __future__ import annotations

from typing import Annotated

import typer

from portal.cli.consoles import out

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

    accounts.disable_account(bootstrap.gate(), email)
    out.print(f"The account of {email} is disabled, and its owner is signed out.", markup=False)
