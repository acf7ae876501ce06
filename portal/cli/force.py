"""`portal force …`: another force, made ready to be built."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from portal.cli.consoles import out
from portal.settings import Settings

force_app = typer.Typer(no_args_is_help=True, help="Another force.")


@force_app.callback()
def _named() -> None:
    """Keeps `new` a command of its own beside others to come."""


@force_app.command("new")
def force_new(slug: Annotated[str, typer.Argument(help="The short name in its official files, YYYY-MM-FORCE-street.csv.")],
              sources: Annotated[Path, typer.Option(help="Folder of official lookups, boundaries and populations.")],
              into: Annotated[Path | None, typer.Option(help="Folder for the force; forces/NAME if left out.")] = None) -> None:  # fmt: skip
    """Write a force's configuration, empty hand tables and a checklist of what a person must still find."""
    from portal.pipeline.force.new import make_force

    settings = Settings.from_environment()
    home = into or settings.forces_dir / slug
    for line in make_force(slug, sources, settings.data_dir, settings.geodata_dir, home):
        out.print(line, markup=False, soft_wrap=True)
    force = slug if into is None else into / "force.toml"
    out.print(f"Next: see {home}/CHECKLIST.md, then portal data build --force {force} --street FOLDER --sources {sources}",
              markup=False, soft_wrap=True)  # fmt: skip
