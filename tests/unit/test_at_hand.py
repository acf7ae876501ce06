"""Links of the force at hand, settings of one of several, and what is opened once for each."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pytest

from portal.bootstrap import once
from portal.bootstrap.once import Once, forget_worked_out
from portal.domain import at_hand
from portal.domain.at_hand import folder, know, rooted, rooted_links, serving, slug
from portal.errors import BadSetting
from portal.services.desk.cookie import session_cookie
from portal.settings import Settings


@pytest.fixture(autouse=True)
def two_forces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "_known", {"forces"})
    know({"dorset", "kent"})


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("/", "/dorset/"),
        ("/?area=x", "/dorset/?area=x"),
        ("/area/E1", "/dorset/area/E1"),
        ("/dorset", "/dorset"),
        ("/dorset/area/E1", "/dorset/area/E1"),
        ("/dorset?x=/y", "/dorset?x=/y"),
        ("/dorsetshire", "/dorset/dorsetshire"),
        ("/kent/area/E2", "/kent/area/E2"),
        ("/forces", "/forces"),
    ],
)
def test_a_link_from_the_root_is_one_of_the_force_at_hand(given: str, wanted: str) -> None:
    assert rooted(given) == given
    with serving("dorset"):
        assert rooted(given) == wanted
        assert rooted(rooted(given)) == wanted


def test_links_in_markup_are_rooted_once_and_nothing_else_is() -> None:
    page = (
        '<a href="/areas">/areas</a> <a class="x" href="//other/">o</a> <img src="/a.png" alt="/b"> <form action="/find">'
        '<a href="https://x.example/areas">x</a> <a href="check?x">c</a>'
    )
    assert rooted_links(page) == page
    with serving("dorset"):
        made = rooted_links(page)
        assert made == rooted_links(made)
    assert made == page.replace('"/areas"', '"/dorset/areas"').replace('"/a.png"', '"/dorset/a.png"').replace(
        '"/find"', '"/dorset/find"'
    )


def test_a_thread_that_nobody_let_in_asks_and_keeps_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["dorset", "kent"])
    monkeypatch.setattr(at_hand, "_asked", [lambda: next(answers)])
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.extend([slug(), folder()]))
    thread.start()
    thread.join()
    assert heard == ["dorset", "/dorset"]


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    for force in ("dorset", "kent"):
        for part in ("data", "geodata"):
            (tmp_path / force / part).mkdir(parents=True)
    return tmp_path


def told(homes: Path, **more: str) -> Settings:
    return Settings.from_environment({"PORTAL_FORCES_DIR": str(homes), **more})


def test_settings_of_one_of_several_are_its_own_where_they_must_be(homes: Path) -> None:
    settings = told(
        homes, PORTAL_FORCES=" dorset, kent,dorset", PORTAL_DATABASE_URL="sqlite:////var/x.y/portal.db?timeout=3",
        PORTAL_PUBLIC_URL="https://record.example.org/", PORTAL_BACKUP_DIR="/srv/backup", PORTAL_OPERATOR_NAME="Invented",
    )  # fmt: skip
    assert settings.others == ("dorset", "kent")
    own = settings.of("kent")
    assert own.public_url == "https://record.example.org/kent"
    assert own.database_url == "sqlite:////var/x.y/portal-kent.db?timeout=3"
    assert (own.data_dir, own.geodata_dir) == (homes / "kent" / "data", homes / "kent" / "geodata")
    assert own.backup_dir == Path("/srv/backup/kent/backup")
    assert own.operator_name == "Invented"
    assert (settings.schema, own.schema) == ("", "kent")
    assert session_cookie(own.public_url) == "__Host-desk_session-kent"
    assert session_cookie(settings.public_url) == "__Host-desk_session"


def test_on_a_database_server_each_has_a_schema_and_not_a_file(homes: Path) -> None:
    address = "postgresql://portal@host/portal"
    settings = told(homes, PORTAL_FORCES="dorset", PORTAL_DATABASE_URL=address, PORTAL_SECRET_KEYS="k")
    assert (settings.of("dorset").database_url, settings.of("dorset").schema) == (address, "dorset")


@pytest.mark.parametrize("forces", ["essex", "dorset,essex", "../dorset", "dorset;kent"])
def test_a_force_that_was_not_made_refuses_to_start(homes: Path, forces: str) -> None:
    with pytest.raises(BadSetting, match="no force of that name was made here"):
        told(homes, PORTAL_FORCES=forces)


def test_one_force_cannot_be_served_twice(homes: Path) -> None:
    with pytest.raises(BadSetting, match="take it out of one"):
        told(homes, PORTAL_FORCE="dorset", PORTAL_FORCES="dorset")


def test_it_is_made_once_for_each_force_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    gate = threading.Barrier(8)

    @Once
    def opened() -> str:
        # Long enough for the others to come in between.
        time.sleep(0.05)
        made.append(slug())
        return slug().upper()

    def ask(at: int) -> str:
        gate.wait()
        with serving("dorset" if at % 2 else "kent"):
            return opened()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(set(pool.map(ask, range(8)))) == ["DORSET", "KENT"]
    assert sorted(made) == ["dorset", "kent"]
    opened.cache_clear()
    with serving("kent"):
        assert not opened.is_open()
        assert opened() == "KENT"
    assert len(made) == 3


def test_the_force_longest_unasked_is_let_go_and_the_one_at_the_root_never(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(once, "MOST_FORCES", 2)
    forgot: list[bool] = []
    monkeypatch.setattr(once, "forget_worked_out", lambda: forgot.append(True))

    def make() -> object:
        return object()

    opened = Once(make, is_large=True)
    for force in ("", "a", "b", "a", "c"):
        with serving(force):
            opened()
    held = {}
    for force in ("", "a", "b", "c"):
        with serving(force):
            held[force] = opened.is_open()
    assert held == {"": True, "a": True, "b": False, "c": True}
    assert forgot == [True]


def test_answers_worked_out_are_forgotten_with_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.api import fairness
    from portal.services.counted import figure

    @lru_cache
    def kept(at: int) -> int:
        return at

    monkeypatch.setattr(figure, "_invented", kept, raising=False)
    monkeypatch.setattr(fairness, "_invented", kept, raising=False)
    kept(1)
    monkeypatch.delattr(figure, "_invented")
    forget_worked_out()
    # The door's own counts stay.
    assert kept.cache_info().currsize == 1
    monkeypatch.setattr(figure, "_invented", kept, raising=False)
    forget_worked_out()
    assert kept.cache_info().currsize == 0
