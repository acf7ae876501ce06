"""Reads the committed tables, checks each against its hash and columns, and hands them over as frames."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from portal.errors import TableBreaksContract
from portal.tables.placing import Folder, at

# Arrow's own allocator keeps what a table took while it was read; the system's gives it back.
pa.set_memory_pool(pa.system_memory_pool())

REBUILD = "restore it from the repository, or build the tables again with 'portal data build'"


@dataclass(frozen=True)
class Package:
    """One folder, or one ZIP, and its datapackage.json. Every read is checked against the hash written there."""

    folder: Folder
    description: dict[str, Any]

    @property
    def release(self) -> str:
        return str(self.description["version"])

    @property
    def method_edition(self) -> int:
        """The edition of the method its estimates are worked out by. Releases from before editions were named have the first."""
        return int(self.description.get("method", 1))

    @property
    def force(self) -> dict[str, str]:
        return dict(self.description["force"])

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        return {resource["name"]: resource for resource in self.description["resources"]}

    def has(self, name: str) -> bool:
        return name.replace("_", "-") in self.resources

    def content(self, name: str) -> bytes:
        """The checked, uncompressed bytes of one resource. Raises TableBreaksContract."""
        resource = self.resources.get(name.replace("_", "-"))
        if resource is None:
            raise TableBreaksContract(f"datapackage.json describes no table '{name}'; {REBUILD}")
        path = at(self.folder, resource["path"])
        if not path.exists():
            raise TableBreaksContract(f"{path.name}: the file is missing; {REBUILD}")
        stored = path.read_bytes()
        if "sha256:" + hashlib.sha256(stored).hexdigest() != resource["hash"]:
            raise TableBreaksContract(
                f"{path.name}: its content is not what datapackage.json describes; {REBUILD}"
            )
        return gzip.decompress(stored) if resource.get("compression") == "gz" else stored

    def table(self, name: str) -> pd.DataFrame:
        """One table. Text stays text: an empty cell is '' in a text column and missing in a number column."""
        content = self.content(name)
        fields = self.resources[name.replace("_", "-")]["schema"]["fields"]
        kinds = {field["name"]: field["type"] for field in fields}
        rows = pd.read_csv(
            io.BytesIO(content),
            dtype=str,
            keep_default_na=False,
            engine="pyarrow",
            dtype_backend="numpy_nullable",
        )
        if list(rows.columns) != list(kinds):
            raise TableBreaksContract(f"{name}: its columns are not those of its contract; {REBUILD}")
        for column, kind in kinds.items():
            if kind == "integer":
                # Straight from text: by way of Python's numbers it takes ten times as long.
                rows[column] = rows[column].replace("", pd.NA).astype("Int64")
            elif kind == "number":
                rows[column] = pd.to_numeric(rows[column].replace("", pd.NA)).astype("Float64")
        return rows

    def counts(self, name: str) -> pd.DataFrame:
        """A table of counts: text columns are categorical, whole numbers plain. Raises TableBreaksContract.

        Such a table repeats a thousand codes over a hundred thousand rows; as text each would be held anew, ten times
        the size.
        """
        fields = self.resources[name.replace("_", "-")]["schema"]["fields"]
        code = pa.dictionary(pa.int32(), pa.string())
        kinds = {field["name"]: pa.int64() if field["type"] == "integer" else code for field in fields}
        options = csv.ConvertOptions(column_types=kinds, strings_can_be_null=False)
        try:
            rows = csv.read_csv(io.BytesIO(self.content(name)), convert_options=options)
        except pa.ArrowInvalid as error:
            raise TableBreaksContract(f"{name}: a cell is not of its contract's type; {REBUILD}") from error
        if rows.column_names != list(kinds) or any(column.null_count for column in rows.columns):
            raise TableBreaksContract(f"{name}: its columns are not those of its contract; {REBUILD}")
        return rows.to_pandas()


def open_package(folder: Folder) -> Package:
    """Raises TableBreaksContract when the description is missing or unreadable."""
    path = at(folder, "datapackage.json")
    try:
        return Package(folder, json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise TableBreaksContract(f"{path}: the description of the tables is missing; {REBUILD}") from error
    except json.JSONDecodeError as error:
        raise TableBreaksContract(f"{path}: line {error.lineno} cannot be read; {REBUILD}") from error
