"""A database that the first edition wrote: taken up by this one it is readable, sealed and whole.

`first_edition.json` is what version 0.1.0 kept of invented people, row by row, with the key it was kept under.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from first_edition import KEPT, fill
from invented_desk import EMAIL, PASSWORD, Counter
from invented_reports import PERSON, Bureau
from sqlalchemy import text

from portal import bootstrap
from portal.doctor.round import look_at_database
from portal.errors import ReportNotFound, StoreUnavailable
from portal.services.desk import casework as acts
from portal.services.desk.sign_in import actor_by_token, sign_in
from portal.services.reports.follow import follow
from portal.services.reports.wiring import Key
from portal.store import schema
from portal.store.crypto import Cipher
from portal.store.engine import open_engine, reading, writing
from portal.store.inspection import look
from portal.store.tables import Tables

STATES = {
    "received": "received", "published": "answered", "disputed": "disputed", "waiting": "received",
    "withdrawn": "withdrawn", "amended": "received", "entered": "received",
}  # fmt: skip


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """A database as the first edition left it."""
    engine = open_engine(new_address())
    with writing(engine) as connection:
        command.upgrade(schema._config(connection, Tables(Cipher((KEPT["key"],))).metadata), "0003")
        fill(connection)
    made = engine.url.render_as_string(hide_password=False)
    engine.dispose()
    return made


@pytest.fixture
def upgraded(address: str) -> Bureau:
    return Bureau(address, (KEPT["key"],))


def test_upgrade_is_announced_before_it_acts(address: str) -> None:
    engine = open_engine(address)
    assert [step.number for step in schema.plan(engine)][:2] == ["0004", "0005"]
    with reading(engine) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0003"
    engine.dispose()


def test_every_report_is_read_by_its_author_with_the_code_they_have(upgraded: Bureau) -> None:
    upgraded.clock.pass_by(days=3)
    for name, state in STATES.items():
        reference, secret = KEPT["reports"][name]
        report = (
            follow(upgraded.reports, Key(reference, secret, name)) if secret else upgraded.report(reference)
        )
        assert report.state == state, name
        assert report.words.police_only in (PERSON["police_only"], ""), name
        assert report.contact.email == PERSON["email"], name
    with pytest.raises(ReportNotFound):
        follow(upgraded.reports, Key(*KEPT["reports"]["erased"], "erased"))
    assert upgraded.report(KEPT["reports"]["amended"][0]).words.public == "Second invented words."


def test_desk_opens_with_the_old_password_and_finds_notes_drafts_and_what_was_published(
    upgraded: Bureau,
) -> None:
    desk = Counter(upgraded)
    upgraded.clock.pass_by(days=3)
    ada = actor_by_token(desk.gate, sign_in(desk.gate, EMAIL, PASSWORD, "here"))
    disputed = acts.read_report(desk.casework, ada, KEPT["reports"]["disputed"][0])
    assert [note.text for note in disputed.notes] == ["An invented note."]
    assert acts.read_report(desk.casework, ada, KEPT["reports"]["waiting"][0]).drafts[0].status == "waiting"
    (published,) = upgraded.publisher.public.published()
    assert published.text == "There is an invented animal in the street."
    assert [reply.text[-36:] for reply in published.replies] == [
        "look on Tuesday; ring 101 to reach us."[-36:]
    ]
    acts.take_up(desk.casework, ada, KEPT["reports"]["received"][0], 1)
    assert upgraded.report(KEPT["reports"]["received"][0]).state == "taken_up"


def test_all_of_it_is_sealed_and_whole(upgraded: Bureau) -> None:
    before = len(KEPT["tables"]["history"])
    found = look(upgraded.engine, Cipher(upgraded.keys))
    assert (found.history_lines, found.changed, found.lacking) == (before + 1, (), ())
    # A second start seals nothing again, and a new line goes on from there.
    again = Bureau(upgraded.address, upgraded.keys)
    again.submit()
    assert look(again.engine, Cipher(again.keys)).history_lines == before + 2
    reference = KEPT["reports"]["received"][0]
    with again.engine.begin() as connection:
        connection.execute(text(f"UPDATE reports SET may_publish = true WHERE reference = '{reference}'"))
    assert look(again.engine, Cipher(again.keys)).changed == (reference,)
    again.engine.dispose()


def test_old_line_that_was_changed_before_or_after_the_upgrade_is_found(upgraded: Bureau) -> None:
    with writing(upgraded.engine) as connection:
        triggers = ["history_no_update", "history_no_delete"]
        if upgraded.engine.dialect.name == "postgresql":
            triggers = ["history_no_change ON history"]
        for name in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE history SET act = 'amend' WHERE line_no = 2"))
    with pytest.raises(StoreUnavailable, match="line 2 of the history"):
        look(upgraded.engine, Cipher(upgraded.keys))


def test_doctor_is_content_with_it(upgraded: Bureau, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(bootstrap, "database", lambda: upgraded.engine)
    monkeypatch.setattr(bootstrap, "cipher", lambda: Cipher(upgraded.keys))
    # Not the folder of the checkout, whose modes are nobody's promise here.
    monkeypatch.setattr("portal.doctor.round.VAR", private)
    found = [one for one in look_at_database() if one.subject == "database"]
    assert [one.state for one in found] == ["ok", "ok"], found
    assert "The history is whole: 25 lines" in found[1].sentence
