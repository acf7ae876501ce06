"""Second copies of months, taken at another time: the same crimes, with what had become of them by then."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from portal.errors import BadSource
from portal.pipeline.forces import Force
from portal.pipeline.months.finding import find_official_files
from portal.pipeline.months.street import read_street


def build_outcome_copies(force: Force, sources: Path, held: pd.DataFrame) -> pd.DataFrame:
    """month, known_on, outcome, recorded_count of the whole force. `held` is the coverage of the main copies.

    Copies that are not at hand are left out. Raises BadSource where a copy holds other crimes than the main one.
    """
    crimes, parts = held.set_index("month").crime_count, []
    for copies in force.second_copy:
        folder = sources / copies["folder"]
        for file in find_official_files([folder], force.slug) if folder.exists() else []:
            if file.kind != "street" or pd.isna(crimes.get(file.month, pd.NA)):
                continue
            counts = (
                read_street(file, force.feed_name)
                .outcomes.groupby("outcome", as_index=False)
                .recorded_count.sum()
            )
            if counts.recorded_count.sum() != crimes[file.month]:
                raise BadSource(
                    f"{file.name}: the second copy holds {counts.recorded_count.sum():,} crimes and the main one "
                    f"{crimes[file.month]:,}; they must be of the same crimes"
                )
            parts.append(counts.assign(month=file.month, known_on=copies["on"]))
    columns = ["month", "known_on", "outcome", "recorded_count"]
    return pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)
