"""What goes with a table so that people and programs read it rightly: a readme, a data package and CSVW."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.domain.record.figure import Source
from portal.services.files.area_file import FIELDS, KEY, NAME, AreaFile

CSVW = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
FIRST_WORDS = (
    "Open the CSV as UTF-8. An empty cell is a number that is not known, never a nought. Modelled numbers stand in columns "
    "that start with estimated_ and carry a range; recorded ones never share a column with them."
)


def citation(title: str, release: str, address: str) -> str:
    return f"On the Record, “{title}”, release {release}, {address}"


def readme(made: AreaFile, address: str) -> str:
    """In plain text: what is in the file, what must be read with it, each column, where it comes from, how to cite it."""
    columns = (f"{field['name']}: {field['description']} Empty when: {field['empty']}." for field in FIELDS)
    return sections(
        made.title,
        [
            (None, [made.sentence, FIRST_WORDS]),
            ("Before you quote a number", [f"- {caveat}" for caveat in made.caveats]),
            ("Columns", [f"- {line}" for line in columns]),
            ("Sources", [f"- {source_words(source)}" for source in made.sources]),
            ("How to cite it", [citation(made.title, made.release, address)]),
        ],
    )


def sections(title: str, parts: Iterable[tuple[str | None, Sequence[str]]]) -> str:
    """A title and its parts, a blank line between them; a part with nothing in it is left out."""
    text = [title, "=" * len(title), ""]
    for heading, lines in parts:
        if lines:
            text += [heading, "-" * len(heading)] if heading else []
            text += [*lines, ""]
    return "\n".join(text)


def source_words(source: Source) -> str:
    return f"{source.title}, {source.publisher}. {source.licence}. {source.url}"


def area_package(made: AreaFile, plain: bytes, licences: list[dict[str, str]], force: str) -> dict[str, Any]:
    """datapackage.json for the one table."""
    named = {source.licence for source in made.sources}
    return {
        "name": f"on-the-record-{NAME}",
        "title": made.title,
        "description": " ".join([made.sentence, *made.caveats]),
        "version": made.release,
        "licenses": [licence for licence in licences if licence["title"] in named],
        "sources": [{"title": f"{s.title}, {s.publisher}", "path": s.url} for s in made.sources],
        "keywords": ["police recorded crime", force],
        "resources": [
            {
                "name": NAME,
                "path": f"{NAME}.csv",
                "title": made.title,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(plain),
                "hash": "sha256:" + hashlib.sha256(plain).hexdigest(),
                "schema": {"fields": list(FIELDS), "primaryKey": KEY, "missingValues": [""]},
            }
        ],
    }


def csvw_table(path: str, title: str, description: str, fields: Iterable[Mapping[str, Any]], key: list[str],
               sources: Iterable[str] = ()) -> dict[str, Any]:  # fmt: skip
    """One table as the W3C's CSV on the Web describes it."""
    return {
        "url": path,
        "dc:title": title,
        "dc:description": description,
        "dc:source": list(sources),
        "tableSchema": {"columns": [_csvw_column(field, key) for field in fields], "primaryKey": key},
    }


def _csvw_column(field: Mapping[str, Any], key: list[str]) -> dict[str, Any]:
    limits = field.get("constraints", {})
    kind: Any = field["type"]
    bounds = {ours: limits[ours] for ours in ("minimum", "maximum") if ours in limits}
    if kind == "string" and "pattern" in limits:
        kind = {"base": "string", "format": limits["pattern"]}
    elif bounds:
        kind = {"base": kind, **bounds}
    return {
        "name": field["name"],
        "titles": field["name"],
        "dc:description": f"{' '.join(str(field['description']).split())} Empty when: {field.get('empty', 'never')}.",
        "datatype": kind,
        "required": field["name"] in key or bool(limits.get("required")),
    }


def area_csvw(made: AreaFile) -> dict[str, Any]:
    description = " ".join([made.sentence, *made.caveats])
    table = csvw_table(
        f"{NAME}.csv", made.title, description, FIELDS, KEY, [source_words(source) for source in made.sources]
    )
    return {"@context": CSVW, **table}


def as_json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
