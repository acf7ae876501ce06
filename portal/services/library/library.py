"""Everything a question is answered from: the checked tables of one release, each read once."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.figure import Source
from portal.errors import BadRequest
from portal.estimator import Audit
from portal.measures.population import Residents, build_residents
from portal.measures.record import Record, build_record
from portal.services.library.best_fit import Smaller, members_of, read_fits
from portal.services.library.named import areas_of, named_places_of
from portal.tables.load import Package, open_package
from portal.tables.placing import Folder


@dataclass(frozen=True, eq=False)
class Library:
    """One release in memory. Shared by every session and never changed.

    `newer` is the id of the release in force when this is an older one, and empty when this is that. `smaller` holds, by
    code, the wards and parishes that have no figure of their own.

    What a single figure is made of is read when the release is opened; the rest when first asked for, because a command
    that prints one figure ends sooner than the rest is read. What serves readers calls `read_all` first, so that files
    put in place under it later are never read beside those it holds.
    """

    data: Package
    geodata: Package
    record: Record
    residents: Residents
    areas: dict[str, Area]
    area_rows: pd.DataFrame
    audit_rows: pd.DataFrame
    newer: str = ""
    smaller: dict[str, Smaller] = field(default_factory=dict)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        return self.data.table("outcome_counts")

    @cached_property
    def outcome_copies(self) -> pd.DataFrame | None:
        """Outcomes in second copies of months; None in a release made before they were held."""
        return self.data.table("outcome_copies") if self.data.has("outcome_copies") else None

    @cached_property
    def events(self) -> pd.DataFrame:
        return self.data.table("events")

    @cached_property
    def teams(self) -> pd.DataFrame:
        return self.data.table("teams")

    @cached_property
    def inspections(self) -> pd.DataFrame:
        return self.data.table("inspections")

    @cached_property
    def force_rates(self) -> pd.DataFrame:
        return self.data.table("force_rates")

    @cached_property
    def recorded_totals(self) -> pd.DataFrame:
        return self.data.table("recorded_totals")

    @cached_property
    def rural_urban(self) -> dict[str, str]:
        """The official class of each small area."""
        traits = self.data.table("rural_urban")
        return dict(zip(traits.lsoa_code.to_list(), traits.rural_urban.to_list(), strict=True))

    @cached_property
    def deprivation(self) -> dict[str, float] | None:
        """Deprivation of each small area; None in a release made before it was held."""
        if not self.data.has("deprivation"):
            return None
        scores = self.data.table("deprivation")
        return dict(zip(scores.lsoa_code.to_list(), scores.imd_score.to_list(), strict=True))

    @cached_property
    def statistical_neighbours(self) -> pd.DataFrame | None:
        """Who ONS names as alike; None in a release made before it was held."""
        return self.data.table("statistical_neighbours") if self.data.has("statistical_neighbours") else None

    @cached_property
    def map_classes(self) -> dict[tuple[str, str, str], tuple[float, ...]]:
        """Upper edges of the map's classes by level, measure and crime."""
        return {
            (row.level, row.measure, row.crime): tuple(float(edge) for edge in row.upper_edges.split())
            for row in self.data.table("map_classes").itertuples()
        }

    @cached_property
    def postcodes(self) -> dict[str, str]:
        """The small area of each postcode, written without its space."""
        rows = self.geodata.table("postcodes")
        # Eighty thousand postcodes lie in a thousand small areas: each code is kept once.
        codes = map(sys.intern, rows.lsoa_code.to_list())
        return dict(zip(rows.postcode.str.replace(" ", "").to_list(), codes, strict=True))

    @cached_property
    def named_places(self) -> tuple[tuple[str, str, tuple[str, ...], float], ...]:
        """Parishes, settlements and wards: name, kind, neighbourhoods with the one that has most first, and its share.

        Empty where the shapes hold no such table.
        """
        if not self.geodata.has("places"):
            return ()
        return named_places_of(self.geodata.table("places"), self.areas)

    def read_all(self) -> Library:
        """Itself, after reading what is left to read, and checks the outlines. Raises TableBreaksContract."""
        for name in self.geodata.resources:
            self.geodata.content(name)
        for name, kept in vars(Library).items():
            if isinstance(kept, cached_property):
                getattr(self, name)
        return self

    @property
    def inspected_as(self) -> str:
        """How inspectors' reports, and the tables made from them, spell the force."""
        return self.data.force.get("inspected_as") or self.data.force["name"].replace("&", "and")

    @cached_property
    def audits(self) -> tuple[Audit, ...]:
        """The audited rates cleared for the engine, of this force alone. Empty where the tables hold none."""
        rows = self.audit_rows
        cleared = rows[(rows.use == "yes") & (rows.area == self.inspected_as)]
        return tuple(Audit.from_row(row) for row in cleared.to_dict("records"))

    @property
    def release(self) -> str:
        return self.data.release

    @property
    def is_first_edition(self) -> bool:
        """Whether its figures were published under the first edition of the method, and keep its ranges and words."""
        return self.data.method_edition == 1

    @property
    def force(self) -> Area:
        return self.areas[self.data.force["code"]]

    @property
    def default_area(self) -> Area:
        return self.areas[self.data.force["default_area"]]

    @property
    def note(self) -> str:
        """What stands beside every answer from an older release, and empty for the one in force.

        It is never in an answer, so that what a release answers stays the same to the byte.
        """
        if not self.newer:
            return ""
        wording = (
            " Earlier wording: its sentences and ranges stand as they were published."
            if self.is_first_edition
            else ""
        )
        return f"This is from release {self.release}, which is not the newest. Release {self.newer} may give another figure.{wording}"

    def area(self, code: str) -> Area:
        """Raises BadRequest, with what to try, when no area has the code."""
        if code in self.smaller:
            raise BadRequest(self.smaller[code].sentence(self.areas))
        if code not in self.areas:
            raise BadRequest(
                f"no area has the code '{code}' in {self.force.name}; use a code such as "
                f"{self.default_area.code} ({self.default_area.name})"
            )
        return self.areas[code]

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The small areas that each ward and parish is the sum of."""
        return members_of(self.record.fits)

    def parts_at(self, area: Area, level: str) -> tuple[str, ...]:
        """The areas of a level that hold the small areas of a ward or parish, each once."""
        above = (self.lineage(self.areas[code]) for code in self.members[area.code])
        return tuple(dict.fromkeys(each.code for chain in above for each in chain if each.level == level))

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {code.casefold(): code for code in self.areas}

    def code_of(self, text: str) -> str:
        """The code as it is spelt, whatever case it was typed in; a plus may come as a space. The text itself for no code."""
        return self._codes.get(text.replace(" ", "+").casefold(), text)

    def lineage(self, area: Area) -> list[Area]:
        """The force first, then each area inside it, down to this one."""
        chain = [area]
        while chain[0].parent_code:
            chain.insert(0, self.areas[chain[0].parent_code])
        return chain

    def sector_of(self, area: Area) -> Area | None:
        return next((above for above in self.lineage(area) if above.level == "sector"), None)

    def sources(self, *tables: str) -> tuple[Source, ...]:
        """The published sources of the given tables, each once."""
        found: dict[str, Source] = {}
        for table in tables:
            for source in self.data.resources[table.replace("_", "-")]["sources"]:
                found[source["title"]] = Source(
                    source["title"], source["publisher"], source["path"], source["licence"]
                )
        return tuple(found.values())


def open_library(data_dir: Folder, geodata_dir: Path, newer: str = "") -> Library:
    """Opens one release and reads what figures are made of. Raises TableBreaksContract when a file is not what its description says."""
    data, geodata = open_package(data_dir), open_package(geodata_dir)
    lsoas, towns = data.table("lsoas"), data.table("towns")
    area_rows = data.table("areas")
    areas = areas_of(area_rows)
    fits = read_fits(geodata, lsoas, areas)
    return Library(
        data=data,
        geodata=geodata,
        newer=newer,
        record=build_record(
            data.counts("crime_counts"),
            data.counts("incident_counts"),
            data.counts("unplaced_counts"),
            data.table("coverage"),
            lsoas,
            towns,
            fits.of,
        ),
        residents=build_residents(data.table("population"), data.table("population_references"), lsoas),
        areas=areas | fits.areas,
        area_rows=area_rows,
        audit_rows=data.table("audits"),
        smaller=fits.smaller,
    )
