"""A change of tables is there whole or not at all, and one writer waits for another."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from portal.pipeline import build as building
from portal.tables import placing
from portal.tables.placing import POINTER, WORKING, at, finish, only_writer, put_in_place

OLD = {"one.csv": b"1 old", "two.csv": b"2 old"}
NEW = {"one.csv": b"1 new", "two.csv": b"2 new", "releases/three.csv": b"3 new"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_in_place({tmp_path: OLD})
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    """What a reader sees."""
    found = {}
    for name in NEW:
        inside = folder / Path(name).parent
        path = at(inside, Path(name).name)
        if path.exists():
            found[name] = path.read_bytes()
    return found


def test_all_files_are_put_in_place_and_nothing_is_left_beside_them(folder: Path) -> None:
    put_in_place({folder: NEW})
    assert content(folder) == NEW
    assert sorted(path.name for path in folder.iterdir()) == ["one.csv", "releases", "two.csv"]


def count_of_steps(folder: Path) -> list[str]:
    """The calls a whole change makes that could be its last."""
    made: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "fsync"):
            whole = getattr(os, name)
            patch.setattr(
                os, name, lambda *given, name=name, whole=whole: (made.append(name), whole(*given))[1]
            )
        put_in_place({folder: NEW})
    put_in_place({folder: OLD})
    (folder / "releases" / "three.csv").unlink()
    return made


def stop_at(step: int, folder: Path) -> None:
    """Ends the process, as a power cut does, at one step of the change."""
    left = [step]
    for name in ("replace", "fsync"):
        whole = getattr(os, name)

        def one(*given: object, whole=whole) -> None:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            whole(*given)

        setattr(os, name, one)
    put_in_place({folder: NEW})
    os._exit(0)


def test_process_that_ends_at_any_step_leaves_the_old_files_or_the_new_ones(folder: Path) -> None:
    fork, seen = multiprocessing.get_context("fork"), []
    for step in range(len(count_of_steps(folder))):
        process = fork.Process(target=stop_at, args=(step, folder))
        process.start()
        process.join()
        assert process.exitcode == 9
        found = content(folder)
        assert found in (OLD, NEW), step
        seen.append(found == NEW)
        with only_writer(folder):
            assert content(folder) == found
            assert not list(folder.glob(f"{WORKING}*"))
            assert not (folder / POINTER).exists()
        put_in_place({folder: OLD})
        (folder / "releases" / "three.csv").unlink(missing_ok=True)
    assert set(seen) == {True, False}
    assert seen == sorted(seen)


def two_folders(tmp_path: Path) -> tuple[Path, Path]:
    """Each with the old files."""
    one, two = tmp_path / "one", tmp_path / "two"
    for place in (one, two):
        place.mkdir()
        put_in_place({place: OLD})
    return one, two


def test_disk_that_fills_up_changes_nothing_in_either_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = two_folders(tmp_path)
    whole = placing._write_through

    def full(path: Path, written: bytes) -> None:
        if two in path.parents and path.name == "two.csv":
            raise OSError(28, "No space left on device")
        whole(path, written)

    monkeypatch.setattr(placing, "_write_through", full)
    with pytest.raises(OSError, match="No space left"):
        put_in_place({one: NEW, two: NEW})
    for place in (one, two):
        assert content(place) == OLD
        assert sorted(path.name for path in place.iterdir()) == sorted(OLD)


def test_both_folders_are_true_before_a_file_of_either_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = two_folders(tmp_path)
    seen, whole = [], os.replace

    def told(source: Path, target: Path) -> None:
        seen.append(Path(target).relative_to(tmp_path).as_posix())
        whole(source, target)

    monkeypatch.setattr(os, "replace", told)
    put_in_place({two: OLD, one: OLD})
    assert seen == [
        *(f"{name}/{POINTER}" for name in ("two", "one")),
        *(f"{name}/{file}" for name in ("two", "one") for file in OLD),
    ]


def test_a_build_puts_the_outlines_in_place_before_the_tables_that_name_them(
    nowhere: Any, built_nowhere: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[list[Path]] = []
    monkeypatch.setattr(building, "put_in_place", lambda changes: put.append(list(changes)))
    building.build(
        [built_nowhere.street], nowhere.sources, nowhere.data, nowhere.geodata, nowhere.configuration
    )
    assert put == [[nowhere.geodata, nowhere.data]]


def hold(folder: Path, ready: object, go: object) -> None:
    with only_writer(folder):
        ready.set()  # type: ignore[attr-defined]
        go.wait(20)  # type: ignore[attr-defined]
        put_in_place({folder: NEW})


def test_second_writer_waits_for_the_first_and_begins_with_what_it_wrote(folder: Path) -> None:
    fork = multiprocessing.get_context("fork")
    ready, go = fork.Event(), fork.Event()
    first = fork.Process(target=hold, args=(folder, ready, go))
    first.start()
    assert ready.wait(20)
    assert content(folder) == OLD
    go.set()
    with only_writer(folder):
        assert content(folder) == NEW
    first.join()


def test_finishing_a_folder_without_a_pointer_does_nothing(folder: Path) -> None:
    finish(folder)
    assert content(folder) == OLD
