"""What is particular to one force, read from its configuration file. Another force is another file, not other code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.settings import forces_dir

FOLDER = files("portal.pipeline") / "force_configs"
CONFIGURATION = "force.toml"
_LISTS = ("not_supplied", "retrieved", "event", "second_copy")


@dataclass(frozen=True)
class Force:
    """One force. `towns`, `postcodes`, `neighbourhoods`, `surroundings` and `places` are empty where no source is held.

    `inspected_as` is its name in inspectors' reports, empty where that is `name`; `search_example` is shown in boxes that
    take a place, empty where the default area is the example; `began_with` is the exchange this site began with, if any, and
    `same_room` a sentence of what speaks for the force and has the same room.
    """

    slug: str
    name: str
    feed_name: str
    pfa_code: str
    default_area: str
    inspected_as: str = ""
    search_example: str = ""
    began_with: str = ""
    same_room: str = ""
    towns: dict[str, str] = field(default_factory=dict)
    postcodes: dict[str, str] = field(default_factory=dict)
    neighbourhoods: dict[str, str] = field(default_factory=dict)
    surroundings: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    not_supplied: tuple[dict[str, str], ...] = ()
    retrieved: tuple[dict[str, str], ...] = ()
    event: tuple[dict[str, str], ...] = ()
    second_copy: tuple[dict[str, str], ...] = ()

    def why_not_supplied(self, month: str) -> str:
        """The reason a month counts as missing whatever a file for it holds; empty when it does not."""
        return next((run["reason"] for run in self.not_supplied if run["first"] <= month <= run["last"]), "")

    def retrieved_on(self, month: str) -> str:
        return next((run["on"] for run in self.retrieved if run["first"] <= month <= run["last"]), "")

    @property
    def described(self) -> dict[str, str]:
        """The force as datapackage.json names it; what it has not is left out."""
        own = {
            "slug": self.slug,
            "name": self.name,
            "code": self.pfa_code,
            "default_area": self.default_area,
            "inspected_as": self.inspected_as,
            "search_example": self.search_example,
            "began_with": self.began_with,
            "same_room": self.same_room,
        }
        return {key: value for key, value in own.items() if value}


def known_forces() -> list[str]:
    """Those whose configuration is part of this project, and those made here by `portal force new`."""
    ours = {path.name.removesuffix(".toml") for path in FOLDER.iterdir() if path.name.endswith(".toml")}
    return sorted(ours | {path.parent.name for path in homes().glob(f"*/{CONFIGURATION}")})


def homes() -> Path:
    """Where `portal force new` puts a force: its configuration, its tables and its shapes, each in a folder of its own."""
    return forces_dir()


def load_force(name_or_path: str) -> Force:
    """A force by its slug, or by the path of a configuration file of the same shape. Raises BadRequest."""
    try:
        values: dict[str, Any] = tomllib.loads(_text(name_or_path))
        for key in _LISTS:
            values[key] = tuple(values.get(key, ()))
        for run in values["not_supplied"] + values["retrieved"]:
            Period(run["first"], run["last"])
        return Force(**values)
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise BadRequest(f"the configuration of '{name_or_path}' cannot be read: {error}") from error


def _text(name_or_path: str) -> str:
    """A force made here comes before one of the same name that is part of this project."""
    path = Path(name_or_path)
    if path.suffix == ".toml" and path.is_file():
        return path.read_text(encoding="utf-8")
    known = known_forces()
    if name_or_path not in known:
        raise BadRequest(
            f"no configuration for the force '{name_or_path}'; use one of {', '.join(known)}, the path of a .toml file like "
            f"them, or make one with 'portal force new {name_or_path}'"
        )
    made = homes() / name_or_path / CONFIGURATION
    return (made if made.is_file() else FOLDER / f"{name_or_path}.toml").read_text(encoding="utf-8")


def home_of(name_or_path: str) -> Path | None:
    """The folder of a force made by `portal force new`, which holds its data and geodata; None for any other."""
    path = Path(name_or_path)
    home = path.parent if path.suffix == ".toml" else homes() / name_or_path if name_or_path else None
    return home if home and (home / CONFIGURATION).is_file() and (home / "data").is_dir() else None


def configuration_beside(data: Path) -> str:
    """The path of the configuration that lies beside a folder of tables, as `portal force new` puts it; empty for none."""
    path = data.parent / CONFIGURATION
    return str(path) if path.is_file() else ""
