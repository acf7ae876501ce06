"""Two releases asked in turn from one process: what is remembered is worked out from the release it is kept under."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import invented
import pytest
from invented_releases import publishable

from portal import bootstrap
from portal.domain.record.period import Period
from portal.pipeline.build import add
from portal.pipeline.release import publish
from portal.services.counted import profile
from portal.services.counted.area_map import area_map
from portal.services.counted.change import change_between
from portal.services.counted.figure import figure
from portal.services.counted.question import Question
from portal.services.library.library import Library, open_library
from portal.services.library.selection import Selection
from portal.ui import cache
from portal.ui.area import kept

YEAR, BEFORE = Period("2025-01", "2025-12"), Period("2021-01", "2021-12")
JUNE = "2025-06"


@dataclass(frozen=True)
class Two:
    """Nowhere's first release and its second, which holds seven crimes more and another title of an event."""

    old: Library
    new: Library


@pytest.fixture(scope="module")
def two(built_nowhere: Any, repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    home = tmp_path_factory.mktemp("two-releases")
    data, geodata, street = home / "data", home / "geodata", home / "street"
    shutil.copytree(built_nowhere.data, data)
    shutil.copytree(built_nowhere.geodata, geodata)
    publishable(data, repo)
    publish(data, geodata, "The first.", date(2026, 1, 31))
    old = open_library(data, geodata)
    rows = invented.usual_rows(JUNE)
    rows += [invented.crime(JUNE, 90_000 + n, invented.PLAIN_ONE) for n in range(7)]
    invented.write_month(street, JUNE, rows)
    add([street], data, force_name=built_nowhere.configuration)
    publish(data, geodata, "June was mended.", date(2026, 2, 28))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PORTAL_DATA_DIR", str(data))
        patched.setenv("PORTAL_GEODATA_DIR", str(geodata))
        forget_the_release()
        yield Two(old, open_library(data, geodata))
    forget_the_release()


def forget_the_release() -> None:
    """What the process holds of one data folder."""
    for kept_once in (bootstrap.settings, bootstrap.library, bootstrap._map_files, bootstrap._older_library):
        kept_once.cache_clear()


def test_each_release_gets_its_own_answer_whatever_the_address_names(two: Two) -> None:
    place = invented.LOWER
    values = {}
    for library in (two.old, two.new, two.old, two.new):
        release, area = library.release, library.areas[place]
        selection = Selection(place, YEAR, "all", "recorded", "sector")
        own = figure(library, place, YEAR)
        assert cache.cached_figure(release, place, YEAR, "all") == own
        assert cache.cached_card(release, Question(place, YEAR)).figure == own
        assert cache.cached_unrecorded(release, selection).release == release
        drawn = cache.cached_map(release, selection).rows.set_index("area_code")
        assert drawn.equals(area_map(library, selection).rows.set_index("area_code"))
        assert kept.cached_comparison(release, place, YEAR, "all") == profile.comparison(library, own)
        assert kept.cached_change(release, place, "all", YEAR, BEFORE) == change_between(
            library, place, "all", YEAR, BEFORE
        )
        assert (
            dict(kept.cached_trend(release, area, "all"))["June 2025"]
            == figure(library, place, Period(JUNE, JUNE)).value
        )
        assert sum(row[1] for row in kept.cached_types(release, area, YEAR).rows) == own.value
        assert sum(row[1] for row in kept.cached_outcomes(release, area, YEAR).official) == own.value
        similar = kept.cached_similar(release, selection, area)
        values.setdefault(release, []).append((own.value, drawn.value[place], similar))
    (old, old_again), (new, new_again) = values[two.old.release], values[two.new.release]
    assert new[:2] == new_again[:2] == (old[0] + 7, old[1] + 7)
    assert old[:2] == old_again[:2]


def remembering(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a module that keep their answers."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("lru_cache" in ast.dump(d) for d in node.decorator_list):
            yield node


def test_no_remembered_answer_reads_the_address(repo: Path) -> None:
    """Neither through library() nor from the query: the next reader's address may name something else."""
    found = 0
    for path in (repo / "portal" / "ui").rglob("*.py"):
        for function in remembering(path):
            found += 1
            called = {
                node.func.id
                for node in ast.walk(function)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            read = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
            assert "library" not in called, f"{path.name}: {function.name}"
            assert read.isdisjoint({"query_params", "session_state", "now"}), f"{path.name}: {function.name}"
    assert found > 15
