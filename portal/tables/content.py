"""Whether a folder holds the very files that its description names."""

from __future__ import annotations

from portal.errors import TableBreaksContract
from portal.tables.load import REBUILD, Package


def check_content(package: Package) -> None:
    """Every file is the one described. Raises TableBreaksContract, and says so when the tables are of two releases."""
    faults = {}
    for name, resource in package.resources.items():
        try:
            package.content(name)
        except TableBreaksContract as error:
            faults[resource["path"]] = error
    if not faults:
        return
    if len(faults) == 1:
        raise next(iter(faults.values()))
    raise TableBreaksContract(
        f"{package.folder.name}: {len(faults)} of {len(package.resources)} files are not what datapackage.json describes "
        f"({', '.join(sorted(faults))}); the tables are a mix of two releases, so do not use them; {REBUILD}"
    )
