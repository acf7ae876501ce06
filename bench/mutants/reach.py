"""Which lines of the portal each file of tests goes through, and how long it takes: measured once, kept until either changes."""

from __future__ import annotations

import json
import os
import shutil
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.mutants.mutant import digest
from bench.mutants.trying import PYTEST, UNNOTICED, in_child

# The quick ones first. Without those that drive a browser or a server, prove slowly, or look at tables or at the repository.
ROOMS = ("unit", "services", "doctor", "stores", "pages", "pipeline", "api")
PATIENCE_SECONDS = 300.0
WRITTEN = "tmp/reach.json"


@dataclass(frozen=True)
class Reach:
    """`lines` of each file of the portal that the tests of one file went through; not `passed`, they tell nothing."""

    digest: str
    seconds: float
    passed: bool
    lines: dict[str, list[int]]


def files_in(root: Path, rooms: Sequence[str]) -> list[str]:
    """Room by room, each in order."""
    found = (sorted((root / "tests" / room).rglob("test_*.py")) for room in rooms)
    return [path.relative_to(root).as_posix() for paths in found for path in paths]


def code_digest(root: Path) -> str:
    """Of all code and helpers, since a line moved makes what was measured untrue."""
    paths = [*root.glob("portal/**/*.py"), *root.glob("tests/*.py"), *root.glob("tests/**/conftest.py")]
    return digest(*(path.read_text(encoding="utf-8") for path in sorted(paths)))


def read_reach(kept: Path) -> dict[str, Reach]:
    if not kept.exists():
        return {}
    return {file: Reach(**found) for file, found in json.loads(kept.read_text(encoding="utf-8")).items()}


def measure(
    root: Path, scratch: Path, kept: Path, files: Sequence[str], go_on: Callable[[], bool]
) -> Iterator[tuple[str, Reach]]:
    """Each file measured because it was not known or is no longer true, as long as `go_on` says; kept as it comes."""
    known, code = read_reach(kept), code_digest(root)
    for file in files:
        mark = digest(code, (root / file).read_text(encoding="utf-8"))
        if file in known and known[file].digest == mark:
            continue
        if not go_on():
            return
        known[file] = _measured(scratch, file, mark)
        kept.write_text(json.dumps({name: asdict(found) for name, found in known.items()}), encoding="utf-8")
        yield file, known[file]


def _measured(scratch: Path, file: str, mark: str) -> Reach:
    (scratch / WRITTEN).unlink(missing_ok=True)
    began = time.monotonic()
    said = in_child(scratch, PATIENCE_SECONDS, lambda: _counted(scratch, file))
    seconds = round(time.monotonic() - began, 2)
    if said != UNNOTICED:
        return Reach(mark, seconds, False, {})
    return Reach(mark, seconds, True, json.loads((scratch / WRITTEN).read_text(encoding="utf-8")))


def _counted(scratch: Path, file: str) -> int:
    import pytest
    from coverage import Coverage, CoverageData
    from coverage.exceptions import CoverageWarning

    # A file of tests may leave everything to servers.
    warnings.simplefilter("ignore", CoverageWarning)
    folder = _count_servers(scratch)
    counter = Coverage(data_file=None, source=[str(scratch / "portal")], config_file=False, messages=False)
    counter.start()
    code = int(pytest.main([*PYTEST, "-p", "no:cov", file]))
    counter.stop()
    lines: dict[str, set[int]] = {}
    for data in (counter.get_data(), *(CoverageData(str(path)) for path in sorted(folder.iterdir()))):
        data.read()
        for name in data.measured_files():
            lines.setdefault(Path(name).relative_to(scratch).as_posix(), set()).update(data.lines(name) or ())
    written = {name: sorted(found) for name, found in lines.items()}
    (scratch / WRITTEN).write_text(json.dumps(written), encoding="utf-8")
    return code


def _count_servers(scratch: Path) -> Path:
    """Has every Python that the tests start count too: most of the API is asked over HTTP. The folder of what they find."""
    folder = scratch / "tmp" / "lines"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    rules = scratch / "tmp" / "coverage.ini"
    rules.write_text(
        f"[run]\nsource = {scratch / 'portal'}\nparallel = true\nsigterm = true\ndata_file = {folder / 'of'}\n",
        encoding="utf-8",
    )
    os.environ["COVERAGE_PROCESS_START"] = str(rules)
    return folder
