"""`portal data …`: official files in, committed tables out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal.cli.changed import say_answers_changed
from portal.cli.consoles import err, out
from portal.cli.of_forces import each_force, go_through, settings_now
from portal.domain.at_hand import slug
from portal.errors import BadSource

if TYPE_CHECKING:
    from portal.pipeline.forces import Force

data_app = typer.Typer(no_args_is_help=True, help="Official files in, committed tables out.")

ARCHIVE = "https://data.police.uk/data/archive"
Street = Annotated[
    list[Path],
    typer.Option(help="Folder or official ZIP with YYYY-MM/YYYY-MM-<force>-street.csv; may be given again."),
]
DataDir = Annotated[Path | None, typer.Option("--data", help="Folder of committed tables.")]
GeodataDir = Annotated[Path | None, typer.Option("--geodata", help="Folder of committed shapes.")]
ForceName = Annotated[
    str,
    typer.Option(help="A force with a configuration, or the path of one; left out: that of the tables."),
]


def _folders(data: Path | None, geodata: Path | None, force: str = "") -> tuple[Path, Path]:
    """Where tables and shapes lie: as named, or beside the configuration of a force made by `portal force new`."""
    from portal.pipeline.forces import home_of

    settings = settings_now()
    home = home_of(force)
    own = (home / "data", home / "geodata") if home else (settings.data_dir, settings.geodata_dir)
    return data or own[0], geodata or own[1]


def _configuration(force: str, data: Path) -> str:
    """The configuration named, else the one beside the tables, else that of the force the tables are about."""
    from portal.pipeline.forces import configuration_beside
    from portal.tables.load import open_package

    named = force or configuration_beside(data)
    if not named and not (data / "datapackage.json").exists():
        raise BadSource(f"{data}: no tables lie here yet, so the force is not known; name it with --force.")
    return named or open_package(data).force["slug"]


@data_app.command("build")
def data_build(street: Street, sources: Annotated[Path, typer.Option(help="Folder of official lookups, boundaries and populations.")],
               data: DataDir = None, geodata: GeodataDir = None, force: ForceName = "") -> None:  # fmt: skip
    """Official files in, committed tables out; the same bytes each time."""
    from portal.pipeline.build import build

    tables, shapes = _folders(data, geodata, force)
    built = build(street, sources, tables, shapes, _configuration(force, tables))
    out.print(built.report, end="")
    out.print(f"Release {built.release}")


@data_app.command("surroundings")
def data_surroundings(sources: Annotated[Path, typer.Option(help="Folder of official lookups and boundaries.")],
                      data: DataDir = None, geodata: GeodataDir = None, force: ForceName = "") -> None:  # fmt: skip
    """Draw anew what lies around and beneath the areas of the map; no street file is needed."""
    from portal.pipeline.surroundings import renew_surroundings

    _renew(renew_surroundings, sources, data, geodata, force)


@data_app.command("places")
def data_places(sources: Annotated[Path, typer.Option(help="Folder of official lookups and boundaries.")],
                data: DataDir = None, geodata: GeodataDir = None, force: ForceName = "") -> None:  # fmt: skip
    """Place parishes, settlements and wards anew, and say which small areas count as which; no street file is needed."""
    from portal.pipeline.named.renewing import renew_places

    _renew(renew_places, sources, data, geodata, force)


def _renew(renew: Callable[[Force, Path, Path, Path], str], sources: Path, data: Path | None, geodata: Path | None,
           force: str) -> None:  # fmt: skip
    """Makes one file of the shapes anew and says the release they are now."""
    from portal.pipeline.forces import load_force

    folders = _folders(data, geodata, force)
    named = load_force(_configuration(force, folders[0]))
    out.print(f"Release of the shapes {renew(named, sources, *folders)}")


@data_app.command("add")
def data_add(street: Street, data: DataDir = None,
             replace: Annotated[bool, typer.Option("--replace", help="Accept a month with far fewer rows than are held.")] = False,
             preview: Annotated[bool, typer.Option("--preview", help="Say what would change and write nothing.")] = False,
             force: Annotated[str, typer.Option(help="The .toml file the tables were built with, if it is your own.")] = "",
             accept: Annotated[str, typer.Option(help="Take a month unlike the months held, for this reason; readers see it.")] = "") -> None:  # fmt: skip
    """Add months to what is there; a month given again is replaced."""
    from portal.pipeline.build import add

    built = add(street, _folders(data, None, force)[0], replace, preview, force, accept)
    out.print(built.report, end="")
    out.print(f"Release {built.release}")


@data_app.command("fetch")
def data_fetch(first: Annotated[str, typer.Option("--from", help="First month, as 2022-04.")],
               last: Annotated[str, typer.Option("--to", help="Last month, as 2023-12.")],
               force: ForceName = "",
               archive: Annotated[str, typer.Option(help="Address of the folder of YYYY-MM.zip archives.")] = ARCHIVE,
               into: Annotated[Path, typer.Option(help="Folder for the fetched files.")] = Path("var/official"),
               add_them: Annotated[bool, typer.Option("--add", help="Add what was fetched to the tables.")] = False,
               data: DataDir = None) -> None:  # fmt: skip
    """Fetch months of one force from the official archive; what is there already is kept."""
    from portal.pipeline.months.fetch import fetch_months

    tables = _folders(data, None, force)[0]
    fetched = fetch_months(_configuration(force, tables), first, last, archive, into, err)
    out.print(fetched.report)
    if not fetched.street_months:
        return
    if add_them:
        data_add([into], tables, force=force)
    else:
        out.print(f"To add them: portal data add --street {into}")


@data_app.command("update")
def data_update(preview: Annotated[bool, typer.Option("--preview", help="Fetch and say what would change; write no table.")] = False,
                archive: Annotated[str, typer.Option(help="Address of the folder of YYYY-MM.zip archives.")] = ARCHIVE,
                into: Annotated[Path, typer.Option(help="Folder for the fetched files.")] = Path("var/official"),
                data: DataDir = None, geodata: GeodataDir = None,
                force: Annotated[str, typer.Option(help="The .toml file the tables were built with, if it is your own.")] = "") -> None:  # fmt: skip
    """Take every month of the newest archive that is absent or changed, and publish what passes. Fit for a timer."""
    from datetime import date

    from portal.pipeline.forces import configuration_beside
    from portal.pipeline.update import Place, update

    def renew() -> None:
        folders = _folders(data, geodata, force)
        own = force or configuration_beside(folders[0])
        out.print(update(Place(*folders, into, archive, own), date.today(), preview, err), markup=False)

    go_through(renew, iter([slug()]) if data or force else each_force())


@data_app.command("describe")
def data_describe(data: DataDir = None) -> None:
    """Take an edit of a hand-made table (statements, claims, corrections …) into the release; no official file is needed."""
    from portal.pipeline.describe import describe

    release, edited = describe(data or settings_now().data_dir)
    out.print(f"Edited: {', '.join(edited)}" if edited else "No hand-made table was edited.")
    out.print(f"Release {release}")


@data_app.command("release")
def data_release(why: Annotated[str, typer.Option(help="Why, in one or two sentences that readers will see.")],
                 on: Annotated[str, typer.Option(help="Day of publication, YYYY-MM-DD; today if left out.")] = "",
                 data: DataDir = None, geodata: GeodataDir = None) -> None:  # fmt: skip
    """Publish the tables at hand: keep them as they are and log what moved, by how much and why."""
    from datetime import date

    from portal.errors import BadRequest
    from portal.pipeline.release import publish

    try:
        day = date.fromisoformat(on) if on else date.today()
    except ValueError:
        raise BadRequest(f"'{on[:20]}' is not a day; write it as 2026-01-31") from None
    settings = settings_now()
    for line in publish(data or settings.data_dir, geodata or settings.geodata_dir, why, day):
        out.print(line, markup=False)


@data_app.command("withdraw")
def data_withdraw(release: Annotated[str, typer.Option(help="A published release that is kept and not in force.")],
                  why: Annotated[str, typer.Option(help="Why, in one or two sentences that readers will see.")],
                  data: DataDir = None) -> None:  # fmt: skip
    """Take a published release back: its addresses say that it was withdrawn, when and why."""
    from datetime import date

    from portal.pipeline.withdrawing import withdraw

    folder = data or settings_now().data_dir
    said = withdraw(folder, release, why, date.today())
    say_answers_changed()
    out.print(said, markup=False)


@data_app.command("rollback")
def data_rollback(data: DataDir = None, geodata: GeodataDir = None) -> None:
    """Put back the tables that the last build, addition or update replaced."""
    from portal.pipeline.going_back import rollback

    settings = settings_now()
    out.print(f"Back to release {rollback(data or settings.data_dir, geodata or settings.geodata_dir)}")


@data_app.command("restore")
def data_restore(release: Annotated[str, typer.Option(help="A published release that is kept.")],
                 data: DataDir = None, geodata: GeodataDir = None) -> None:  # fmt: skip
    """Put the tables of a published release back in force."""
    from portal.pipeline.going_back import restore

    settings = settings_now()
    folders = data or settings.data_dir, geodata or settings.geodata_dir
    out.print(f"Back to release {restore(*folders, release)}")


@data_app.command("check")
def data_check(data: DataDir = None, geodata: GeodataDir = None,
               from_raw: Annotated[Path | None, typer.Option(help="Folder of official files: make every number again from them and say which differ.")] = None,
               force: Annotated[str, typer.Option(help="With --from-raw: the .toml file the tables were built with, if it is your own.")] = "") -> None:  # fmt: skip
    """Check the committed tables against their contract, hashes and totals, or against official files of your own."""
    if from_raw is not None:
        return _verify(from_raw, data, geodata, force)
    from portal.pipeline.check import check
    from portal.pipeline.release import check_releases

    settings = settings_now()
    folders = data or settings.data_dir, geodata or settings.geodata_dir
    for line in check(*folders):
        out.print(line)
    out.print(check_releases(*folders))
    return None


def _verify(raw: Path, data: Path | None, geodata: Path | None, force: str) -> None:
    """Prints what was compared; differing tables are a fault with the exit code of one."""
    from portal.errors import TableBreaksContract
    from portal.pipeline.forces import configuration_beside
    from portal.pipeline.verify import verify

    tables, shapes = _folders(data, geodata, force)
    found = verify(raw, tables, shapes, force or configuration_beside(tables))
    for line in found.lines:
        out.print(line, markup=False, soft_wrap=True)
    if found.differing:
        raise TableBreaksContract(
            f"{len(found.differing)} tables differ from your files: {', '.join(found.differing)}; if the hash of a month in "
            "coverage differs, your copy of its file is not the one that was read"
        )
    out.print("Every number compared is the same.")
