"""The mutation run: what it breaks still fits the code, it tells noticed from not, and survivors have reasons."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from killing import NO_FORK

from bench.mutants import kept, trying
from bench.mutants.beside import tests_for as files_for
from bench.mutants.mutant import Mutant, mutant_of
from bench.mutants.named import named_mutants
from bench.mutants.reach import ROOMS, Reach, files_in, measure


def test_every_fault_named_by_hand_fits_the_code_as_it_is(repo: Path) -> None:
    named = named_mutants(repo)
    assert len({one.name for one in named}) == len(named)
    assert len({one.key for one in named}) == len(named)
    for part in ("clustered failures", "latest complete year", "adjacent comparison period", "similar reports",
                 "order of a build", "no figure", "chosen area", "message in the map's frame"):  # fmt: skip
        assert any(one.name.startswith(part) for one in named), part


def test_a_fault_that_no_longer_fits_is_said_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        named_mutants(tmp_path)
    change = tmp_path / "portal" / "estimator" / "ranges.py"
    change.parent.mkdir(parents=True)
    change.write_text("nothing of it\n")
    with pytest.raises(ValueError, match="clustered failures: .* no longer fits portal/estimator/ranges.py"):
        named_mutants(tmp_path)


def test_the_sample_is_three_hundred_and_the_same_each_time(repo: Path) -> None:
    pytest.importorskip("cosmic_ray", reason="cosmic-ray is in requirements-dev.lock")
    from bench.mutants.sample import QUOTAS, choose

    assert sum(QUOTAS.values()) >= 300
    few = choose(repo, {"portal/measures": 6})
    assert few == choose(repo, {"portal/measures": 6})
    assert len({(one.path, one.line) for one in few}) == 6
    for one in few:
        source = (repo / one.path).read_text(encoding="utf-8")
        assert one.mutated != source
        compile(one.mutated, one.path, "exec")


def test_a_survivor_has_a_reason_and_is_still_in_the_code(repo: Path) -> None:
    with kept.SURVIVORS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert row["reason"] not in ("", kept.NOT_LOOKED_AT), row
        assert row["before"] in " ".join((repo / row["path"]).read_text(encoding="utf-8").split()), row


@pytest.mark.skipif(NO_FORK, reason="this system cannot fork")
def test_lines_that_a_server_of_the_tests_goes_through_count(tmp_path: Path) -> None:
    for folder in ("portal", "tests", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "portal" / "__init__.py").touch()
    (tmp_path / "portal" / "one.py").write_text(
        "def go() -> int:\n    return 7\n\n\ndef stay() -> int:\n    return 8\n"
    )
    (tmp_path / "tests" / "test_one.py").write_text(
        "import subprocess, sys\n\n\ndef test_one():\n"
        "    assert subprocess.call([sys.executable, '-c', 'from portal.one import go; exit(go())']) == 7\n"
    )
    files = ["tests/test_one.py"]
    _, found = next(measure(tmp_path, tmp_path, tmp_path / "reach.json", files, lambda: True))
    assert found.passed
    assert {2, 6} & set(found.lines["portal/one.py"]) == {2}


def reach(seconds: float, lines: dict[str, list[int]], passed: bool = True) -> Reach:
    return Reach("", seconds, passed, lines)


def test_tests_beside_come_first_then_the_cheapest_and_none_that_goes_another_way(repo: Path) -> None:
    path = "portal/services/reports/similar.py"
    source = (repo / path).read_text(encoding="utf-8")
    mutant = mutant_of(path, source, source.replace("-pair[0]", "pair[0]"))
    beside = "tests/services/reports/test_similar_reports.py"
    known = {
        "tests/stores/test_casework.py": reach(1, {path: [mutant.line]}),
        "tests/stores/test_full.py": reach(70, {path: [mutant.line]}),
        "tests/stores/test_limits.py": reach(1, {path: [mutant.line - 9]}),
        "tests/stores/test_seals.py": reach(1, {path: [mutant.line]}, passed=False),
        beside: reach(5, {path: [mutant.line]}),
    }
    assert files_for(repo, mutant, known) == [beside, "tests/stores/test_casework.py"]
    assert beside in files_in(repo, ROOMS)


@pytest.mark.skipif(NO_FORK, reason="processes cannot be forked here")
def test_a_run_that_fails_is_noticed_one_that_passes_is_not_and_an_endless_one_is_late(
    tmp_path: Path,
) -> None:
    (tmp_path / "tmp").mkdir()
    assert trying.in_child(tmp_path, 30, lambda: 1) == trying.NOTICED
    assert trying.in_child(tmp_path, 30, lambda: 0) == trying.UNNOTICED
    assert trying.in_child(tmp_path, 0.2, lambda: [time.sleep(60), 0][1]) == trying.LATE
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        trying.in_child(tmp_path, 30, lambda: 1 // 0)


def test_the_copy_is_whole_again_after_each_fault(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"whole = 1\n")
    with trying.broken(tmp_path, "a.py", "broken = 1\n"):
        assert (tmp_path / "a.py").read_text() == "broken = 1\n"
    assert (tmp_path / "a.py").read_bytes() == b"whole = 1\n"


def test_results_are_kept_line_by_line_and_shares_are_of_what_was_tried(tmp_path: Path) -> None:
    mutants = [Mutant("portal/store/a.py", at, "x", "y", f"text {at}") for at in range(4)]
    file = tmp_path / "results.jsonl"
    for one, outcome in zip(mutants, ("noticed", "late", "unnoticed"), strict=False):
        kept.keep(file, kept.Result(one.key, one.room, outcome, 1, 0.1))
    found = kept.summed(mutants, kept.read_results(file))
    assert [(line.what, round(line.median, 1)) for line in found.lines] == [
        ("portal/store: noticed, of 3", 66.7),
        ("all: noticed, of 3", 66.7),
    ]
    assert found.remarks[0].startswith("3 of the sample of 4 were tried")
