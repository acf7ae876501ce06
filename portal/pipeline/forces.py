"""What is particular to one force, read from its configuration file. Another force is another file, not other code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from portal.domain.record.period import Period
from portal.errors import BadRequest

FOLDER = files("portal.pipeline") / "force_configs"


@dataclass(frozen=True)
class Force:
    """One force. `towns`, `postcodes`, `neighbourhoods`, `surroundings` and `places` are empty where no source is held."""

    slug: str
    name: str
    feed_name: str
    pfa_code: str
    default_area: str
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


def known_forces() -> list[str]:
    return sorted(path.name.removesuffix(".toml") for path in FOLDER.iterdir() if path.name.endswith(".toml"))


def load_force(name_or_path: str) -> Force:
    """A force by its slug, or by the path of a configuration file of the same shape. Raises BadRequest."""
    path = Path(name_or_path)
    if path.suffix == ".toml" and path.is_file():
        text = path.read_text(encoding="utf-8")
    elif name_or_path in known_forces():
        text = (FOLDER / f"{name_or_path}.toml").read_text(encoding="utf-8")
    else:
        raise BadRequest(
            f"no configuration for the force '{name_or_path}'; use one of {', '.join(known_forces())} "
            "or the path of a .toml file like them"
        )
    try:
        values: dict[str, Any] = tomllib.loads(text)
        for key in ("not_supplied", "retrieved", "event", "second_copy"):
            values[key] = tuple(values.get(key, ()))
        for run in values["not_supplied"] + values["retrieved"]:
            Period(run["first"], run["last"])
        return Force(**values)
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise BadRequest(f"the configuration of '{name_or_path}' cannot be read: {error}") from error
