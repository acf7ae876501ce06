"""The judged numbers, read once from the file beside this module and checked; nothing else here reads a
file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import files
from typing import Any

SPREADS = ("off", "default", "wide")


@dataclass(frozen=True)
class Hyperparameters:
    """All proportions; spreads and bridge standard deviations on the logit scale; `ell_years` in years."""

    confidence_level: float = 0.95
    against_the_person_share: float = 0.90
    against_the_person_share_sd: float = 0.02
    sexual_recorded: float = 0.85
    sexual_half_width: float = 0.10
    share_of_all_recorded: Mapping[str, float] = field(default_factory=dict)
    phi: float = 1.0
    spread: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    s0: float = 0.35
    s1: float = 0.70
    ell_years: float = 1.5
    year_unknown: float = 0.170
    half_year: float = 0.156
    recorded_min: float = 50
    unrecorded_number_min: float = 10
    unrecorded_min: float = 0
    cv_number: float = 0.20
    cv_caution: float = 0.33
    cv_range_only: float = float("inf")
    total_tolerance: float = 0.10
    alpha: float = 0.05

    def as_rows(self) -> dict[str, Any]:
        """Every number by name, for the method page."""
        return asdict(self)


def read_hyperparameters(text: str) -> Hyperparameters:
    """Raises ValueError on a missing or unexpected name, so that a misspelt number cannot fall back on a
    default."""
    sections = tomllib.loads(text)
    violence = dict(sections["violence"])
    values: dict[str, Any] = {
        "share_of_all_recorded": violence.pop("share_of_all_recorded"),
        "spread": {name: (pair["district"], pair["msoa"]) for name, pair in sections["spread"].items()},
        **violence,
    }
    for section in ("audit", "thinning", "bridge", "window", "labels", "change"):
        values.update(sections[section])
    expected = set(Hyperparameters.__dataclass_fields__)
    if set(values) != expected or set(values["spread"]) != set(SPREADS):
        raise ValueError(
            f"hyperparameters.toml: wrong names {sorted(set(values) ^ expected) or values['spread']}"
        )
    return Hyperparameters(**values)


HYPER = read_hyperparameters(
    files("portal.estimator").joinpath("hyperparameters.toml").read_text(encoding="utf-8")
)

# Which edition of the method this is; a release says which one its figures were worked out by.
EDITION = 3
# The first edition, which releases published under it keep: no doubt about the months checked, and no
# range where the doubt was large.
FIRST_EDITION = replace(
    HYPER,
    year_unknown=0.0,
    half_year=0.0,
    unrecorded_number_min=0,
    unrecorded_min=10,
    cv_range_only=0.50,
    total_tolerance=0.05,
)
