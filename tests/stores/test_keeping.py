"""What is sent is kept once, whole and unreadable at rest; what was done stays written down."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from invented_reports import PERSON, Bureau, invented_form, key_of
from sqlalchemy import LargeBinary, select, text, type_coerce
from sqlalchemy.exc import DBAPIError

from portal.domain.report_store import Change
from portal.domain.reports.report import Words
from portal.errors import StaleReport, StoreUnavailable
from portal.services.reports.follow import amend, follow, withdraw
from portal.store import schema
from portal.store.engine import reading
from portal.store.history import check_chain

TOKEN = "0123456789abcdef0123456789abcdef"


def rows_in(bureau: Bureau, table: str) -> int:
    with reading(bureau.engine) as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_report_is_read_back_as_it_was_sent(bureau: Bureau) -> None:
    receipt = bureau.submit()
    report = bureau.follow(receipt)
    assert report.words == Words(PERSON["public"], PERSON["police_only"], PERSON["wanted"])
    assert report.contact.email == PERSON["email"]
    assert report.state == "received"
    assert [line.act for line in report.history] == ["submit"]
    assert report.submitted_at == bureau.clock.at
    assert receipt.recipient == "the sector inspector for Upper Nowhere"


def test_same_form_sent_again_gives_the_same_receipt_and_keeps_one(bureau: Bureau) -> None:
    first = bureau.submit(token=TOKEN)
    bureau.clock.pass_by(minutes=3)
    again = bureau.submit(invented_form(kind="thanks"), token=TOKEN)
    assert (again.reference, again.secret, again.submitted_at) == (
        first.reference,
        first.secret,
        first.submitted_at,
    )
    assert (first.repeated, again.repeated) == (False, True)
    assert rows_in(bureau, "reports") == rows_in(bureau, "history") == rows_in(bureau, "versions") == 1


def test_eight_tabs_at_once_keep_one_report(bureau: Bureau) -> None:
    with ThreadPoolExecutor(8) as tabs:
        receipts = list(tabs.map(lambda _: bureau.submit(token=TOKEN), range(8)))
    assert len({(receipt.reference, receipt.secret) for receipt in receipts}) == 1
    assert rows_in(bureau, "reports") == rows_in(bureau, "history") == 1


def test_many_writers_lose_nothing_and_the_chain_holds(bureau: Bureau) -> None:
    with ThreadPoolExecutor(6) as visitors:
        receipts = list(visitors.map(lambda _: bureau.submit(), range(30)))
    assert len({receipt.reference for receipt in receipts}) == 30
    with reading(bureau.engine) as connection:
        assert check_chain(connection, bureau.store.tables)[0] == 30


def test_act_that_fails_half_way_leaves_nothing(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = bureau.submit()
    before = bureau.follow(receipt)

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("portal.store.rows.add_mail", fail)
    with pytest.raises(RuntimeError):
        bureau.submit()
    with pytest.raises(RuntimeError):
        withdraw(bureau.reports, key_of(receipt), 1)
    assert rows_in(bureau, "reports") == rows_in(bureau, "history") == 1
    assert bureau.follow(receipt) == before


@pytest.mark.parametrize("act", ["UPDATE history SET act = 'nothing'", "DELETE FROM history"])
def test_history_cannot_be_changed_or_removed(bureau: Bureau, act: str) -> None:
    bureau.submit()
    with pytest.raises(DBAPIError, match="only ever added to"), bureau.engine.begin() as connection:
        connection.execute(text(act))
    assert rows_in(bureau, "history") == 1


def test_changed_history_is_found_even_when_the_triggers_were_gone(bureau: Bureau) -> None:
    for _ in range(3):
        bureau.submit()
    with bureau.engine.begin() as connection:
        if bureau.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER history_no_update"))
        else:
            connection.execute(text("ALTER TABLE history DISABLE TRIGGER ALL"))
        connection.execute(text("UPDATE history SET by = 'somebody' WHERE line_no = 2"))
    with pytest.raises(StoreUnavailable, match="line 2 of the history"), reading(bureau.engine) as connection:
        check_chain(connection, bureau.store.tables)


def test_change_over_a_newer_change_is_refused(bureau: Bureau) -> None:
    receipt = bureau.submit()
    amend(bureau.reports, key_of(receipt), 1, Words(public="A newer invented text."), False)
    with pytest.raises(StaleReport):
        amend(bureau.reports, key_of(receipt), 1, Words(public="Written over it."), False)
    report = bureau.follow(receipt)
    assert report.words.public == "A newer invented text."
    assert rows_in(bureau, "history") == 2
    assert [words.public for words in bureau.store.all_words(receipt.reference)] == [
        PERSON["public"],
        "A newer invented text.",
    ]


def test_nothing_a_person_wrote_is_in_the_database_in_clear(bureau: Bureau) -> None:
    receipt = bureau.submit()
    kept = b""
    with reading(bureau.engine) as connection:
        for table in bureau.store.tables.metadata.sorted_tables:
            plain = [
                type_coerce(column, LargeBinary) if column.name.endswith(("text", "wrapped")) or column.name in
                ("contact_name", "contact_email", "contact_phone", "recipient", "code") else column
                for column in table.columns
            ]  # fmt: skip
            kept += repr(connection.execute(select(*plain)).all()).encode()
    if bureau.engine.dialect.name == "sqlite":
        path = bureau.address.removeprefix("sqlite:///")
        kept += b"".join(file.read_bytes() for file in Path(path).parent.glob(Path(path).name + "*"))
    assert receipt.reference.encode() in kept
    for detail in (*PERSON.values(), receipt.secret, TOKEN, "lion"):
        assert detail.encode() not in kept, detail


def test_state_kept_is_the_state_the_history_says(bureau: Bureau) -> None:
    receipt = bureau.submit()
    bureau.store.change(receipt.reference, 1, Change("take_up", "inspector", bureau.clock.at))
    withdraw(bureau.reports, key_of(receipt), 2)
    report = bureau.follow(receipt)
    assert report.state == report.history[-1].to_state == "withdrawn"
    assert [(line.from_state, line.to_state) for line in report.history] == [
        ("", "received"),
        ("received", "taken_up"),
        ("taken_up", "withdrawn"),
    ]


def test_migrations_make_the_tables_the_code_expects_and_go_back(bureau: Bureau) -> None:
    with bureau.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), bureau.store.tables.metadata) == []
    schema.downgrade(bureau.engine, bureau.store.tables.metadata)
    schema.upgrade(bureau.engine, bureau.store.tables.metadata)
    assert rows_in(bureau, "reports") == 0


def test_database_of_a_newer_version_is_left_alone(bureau: Bureau) -> None:
    with bureau.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match="9999"):
        Bureau(bureau.address, bureau.keys)


def test_replicas_that_start_together_share_one_database(new_address, keys) -> None:
    address = new_address()
    with ThreadPoolExecutor(4) as starting:
        replicas = list(starting.map(lambda _: Bureau(address, keys), range(4)))
    receipt = replicas[0].submit()
    assert [follow(replica.reports, key_of(receipt)).reference for replica in replicas] == [
        receipt.reference
    ] * 4
    for replica in replicas:
        replica.engine.dispose()
