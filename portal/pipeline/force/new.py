"""A force made anew: its configuration, contracts, hand tables with nothing of another force in them, and a checklist."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from string import Template

import pandas as pd

from portal.errors import BadRequest
from portal.pipeline.force.hand_rows import Row, own_audits, own_inspections, read_rows
from portal.pipeline.force.known import KnownForce, known_force
from portal.pipeline.forces import CONFIGURATION, Force, homes, load_force
from portal.pipeline.geography import links_of_today, sectors_of
from portal.pipeline.write import read_contracts
from portal.tables.load import open_package

CHECKLIST = "CHECKLIST.md"
# The table of all forces is the same for each: it is what a force is compared by.
OF_ALL = "force_rates"
_LAND = "boundaries/uk_lad_topo_els.json.gz"
_POLICE = "https://www.police.uk/"
_TEMPLATES = Path(__file__).parent / "templates"


def make_force(
    slug: str, sources: Path, like: Path, like_geodata: Path, into: Path | None = None
) -> list[str]:
    """Writes a folder for the force and returns one line for each thing in it. Nothing that is there is overwritten.

    `like` and `like_geodata`: folders of another force, whose contracts and table of all forces are taken over.
    Raises BadRequest for an unknown force or a folder in use, BadSource for a lookup that is missing.
    """
    known = known_force(slug)
    home = into or homes() / slug
    if home.exists() and any(home.iterdir()):
        raise BadRequest(
            f"{home}: something is here already; take it away first, or name another folder with --into"
        )
    force = Force(known.slug, known.name, known.feed_name, known.pfa_code, "")
    sectors = sectors_of(force, sources)
    _copy_contracts(known, like, like_geodata, home)
    tables = _hand_tables(known, like, home / "data")
    values = _filled(known, sectors, sources, tables)
    for name in (CONFIGURATION, CHECKLIST):
        text = Template((_TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)
        (home / name).write_text(text, encoding="utf-8")
    load_force(str(home / CONFIGURATION))
    empty = [name for name, rows in tables.items() if not rows]
    return [
        f"{home / CONFIGURATION}: {known.name}, {known.pfa_code}, {len(sectors)} districts; opens on {values['default_name']}",
        f"{home / 'data'}: {values['inspection_count']} inspections and {values['audit_count']} rates of this force from "
        f"{OF_ALL}.csv; header-only: {', '.join(sorted(empty))}",
        f"{home / CHECKLIST}: what a person must still find",
    ]


def _filled(
    known: KnownForce, sectors: pd.DataFrame, sources: Path, tables: dict[str, list[Row]]
) -> dict[str, str]:
    """What the gaps of the templates are filled with."""
    default = _largest(sectors, sources)
    return {
        **vars(known),
        "land": _LAND,
        "off": "" if (sources / _LAND).exists() else "# ",
        "default_area": default,
        "default_name": sectors.set_index("sector_code").sector_name[default],
        "districts": "\n".join(f"#   {row.sector_code} {row.sector_name}" for row in sectors.itertuples()),
        "district_count": str(len(sectors)),
        "inspection_count": str(sum(row["area"] == known.inspected_as for row in tables["inspections"])),
        "audit_count": str(sum(row["area"] == known.inspected_as for row in tables["audits"])),
    }


def _largest(sectors: pd.DataFrame, sources: Path) -> str:
    """The district with most small areas, which is about the one with most residents; the first of equals."""
    links = links_of_today(sources).drop_duplicates("lsoa21_code")
    own = links.sector_code[links.sector_code.isin(sectors.sector_code)].value_counts().sort_index()
    return str(own.idxmax())


def _copy_contracts(known: KnownForce, like: Path, like_geodata: Path, home: Path) -> None:
    """The contracts of another force's folders with this force's names in the place of that one's."""
    described = open_package(like).force
    before = load_force(described["slug"])
    names = {
        before.feed_name: known.feed_name,
        before.inspected_as or before.name: known.inspected_as,
        before.name: known.name,
    }
    for folder, name in ((like, "data"), (like_geodata, "geodata")):
        shutil.copytree(folder / "contract", home / name / "contract")
        for path in (home / name / "contract").glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            for old, new in names.items():
                text = text.replace(old, new)
            # A source that is named row by row has one address for all of them, which is another force's here.
            text = re.sub(r"(?m)(^contacts-seen:\n(?:  .*\n)*?  url: ).*$", rf"\g<1>{_POLICE}", text)
            path.write_text(text, encoding="utf-8")


def _hand_tables(known: KnownForce, like: Path, data: Path) -> dict[str, list[Row]]:
    """Writes every table kept by hand, most with a heading only; returns the rows by table."""
    given = {
        OF_ALL: read_rows(like / f"{OF_ALL}.csv"),
        "inspections": own_inspections(known, like),
        "audits": own_audits(known, like),
    }
    written = {}
    for contract in read_contracts(data).values():
        if contract["made_by"] != "hand":
            continue
        name = contract["name"]
        rows = given.get(name, [])
        text = io.StringIO()
        writer = csv.DictWriter(text, [field["name"] for field in contract["fields"]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (data / contract["path"]).write_text(text.getvalue(), encoding="utf-8")
        written[name] = rows
    return written
