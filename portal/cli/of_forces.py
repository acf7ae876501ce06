"""Which force a command is about, where several are served from one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from portal.cli.consoles import out
from portal.cli.held import need_database
from portal.domain.at_hand import serving, slug, stay_with
from portal.errors import BadSetting, ReportNotFound
from portal.settings import Settings

T = TypeVar("T")


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


def need_whole_site() -> None:
    """Raises BadSetting where a command that cannot be about one of several forces was given one."""
    if _chosen:
        raise BadSetting("this command is not about one of several forces; leave --of out. Nothing was done")


def each_with_reports() -> Iterator[str]:
    """As each_force, without those that nobody has ever written about: nothing is made for them. Raises StoreUnavailable
    where nothing is kept of any.
    """
    from portal import bootstrap

    is_chosen = bool(_chosen)
    for force in each_force():
        file = bootstrap.database_file()
        if force and not is_chosen and file and not file.exists():
            out.print("Nothing is kept yet.")
            continue
        need_database()
        yield force


def of_one_person(act: Callable[[], T]) -> list[T]:
    """What an act on a person's reports gave for every force that has any. Raises ReportNotFound where none has."""
    found, missing = [], None
    for _ in each_with_reports():
        try:
            found.append(act())
        except ReportNotFound as error:
            missing = error
    if missing and not found:
        raise missing
    return found


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
