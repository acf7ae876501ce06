"""Which force a command is about, where several are served from one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from portal.cli.consoles import err, out
from portal.cli.held import need_database
from portal.domain.at_hand import serving, slug, stay_with
from portal.errors import BadSetting, PartlyDone, PortalError, ReportNotFound
from portal.settings import Settings

T = TypeVar("T")
# What a database that was never made still needs begins with it.
FIRST_STEP = "0001"


def choose(force: str) -> None:
    """The command is about this one alone. Raises BadSetting where no force of that name is served."""
    from portal import bootstrap
    from portal.bootstrap.forces import own_slug

    others = bootstrap.settings().others
    if force not in others and force != own_slug():
        served = ", ".join([own_slug(), *others])
        raise BadSetting(
            f"no force '{force[:40]}' is served here; those that are: {served}. Nothing was done"
        )
    stay_with(force if force in others else "")
    _chosen[:] = [force]


_chosen: list[str] = []


def settings_now() -> Settings:
    """Those of the force at hand, read anew. Raises BadSetting."""
    told = Settings.from_environment()
    return told.of(slug()) if slug() else told


def need_one_force() -> None:
    """Raises BadSetting where several forces are served and a command that is about one was not told which."""
    from portal import bootstrap

    if not _chosen and bootstrap.settings().others:
        raise BadSetting(
            "several forces are served here, each with reports of its own; say which one with --of straight after 'portal'. "
            "Nothing was done"
        )


def need_whole_site() -> None:
    """Raises BadSetting where a command that cannot be about one of several forces was given one."""
    if _chosen:
        raise BadSetting("this command is not about one of several forces; leave --of out. Nothing was done")


def each_with_reports() -> Iterator[str]:
    """As each_force, without those that nobody has ever written about: nothing is made for them. Raises StoreUnavailable
    where nothing is kept of any.
    """
    from portal import bootstrap

    kept = False
    for force in each_force():
        if _chosen or _is_kept():
            need_database()
            kept = True
            yield force
        elif bootstrap.settings().others:
            out.print("Nothing is kept yet.")
    if not kept:
        need_database()


def each_to_upgrade(quietly: bool = False) -> Iterator[str]:
    """As each_force, without those beside the first that nobody has ever written about."""
    from portal import bootstrap

    for force in each_force(quietly):
        if _chosen or _is_kept() or not bootstrap.settings().is_beside:
            yield force


def _is_kept() -> bool:
    """Whether the force at hand has a database, or a schema of one, that was ever written to. Changes nothing."""
    from portal import bootstrap

    file = bootstrap.database_file()
    if file is not None:
        return file.exists()
    if not bootstrap.settings().is_beside:
        return True
    steps = bootstrap.pending_steps()
    return not steps or steps[0].number != FIRST_STEP


def of_one_person(act: Callable[[], T]) -> list[T]:
    """What an act on a person's reports gave for every force that has any. Raises ReportNotFound where none has."""
    found: list[T] = []
    missing: list[ReportNotFound] = []

    def try_it() -> None:
        try:
            found.append(act())
        except ReportNotFound as error:
            missing.append(error)

    go_through(try_it, each_with_reports())
    if missing and not found:
        raise missing[0]
    return found


def go_through(act: Callable[[], None], forces: Iterator[str]) -> None:
    """The act for each, also where it failed for one before.

    With one force the fault is raised as it is. With several each is told when it comes, and at the end PartlyDone names
    those that failed: for the others it was done.
    """
    from portal import bootstrap

    failed = []
    for force in forces:
        try:
            act()
        except (PortalError, OSError) as error:
            with serving(""):
                is_alone = bool(_chosen) or not bootstrap.settings().others
            if is_alone:
                raise
            failed.append(force or "the force at the root")
            err.print(f"portal: {failed[-1]}: {error}", markup=False)
    if failed:
        raise PartlyDone(
            f"not done for {', '.join(failed)}, as told above; done for every other force that has reports"
        )


def each_force(quietly: bool = False) -> Iterator[str]:
    """Every force that is served, at hand one after the other; the one chosen alone, where one was. Says which it is when
    there are several, unless `quietly`.
    """
    from portal import bootstrap

    if _chosen:
        yield slug()
        return
    with serving(""):
        others = bootstrap.settings().others
    for force in ("", *others):
        with serving(force):
            if others and not quietly:
                out.print(f"{bootstrap.settings().force or 'The force at the root'}:", markup=False)
            yield force
