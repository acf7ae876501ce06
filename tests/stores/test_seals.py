"""Reading leaves a line; what is cut off, recomputed or changed past the acts is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_desk import UPPER, Counter
from invented_reports import PERSON, Bureau, invented_form, key_of
from sqlalchemy import text

from portal.domain.desk.actor import EVERY_SECTOR
from portal.domain.desk.casework import InboxQuery
from portal.errors import NotAllowed, StoreUnavailable
from portal.services.desk.casework import read_report
from portal.services.desk.history import access_log
from portal.services.desk.inbox import inbox
from portal.services.publishing.caseload import export_caseload
from portal.services.publishing.keeping import purge_public
from portal.services.reports.follow import disagree
from portal.store.crypto import Cipher
from portal.store.engine import reading, writing
from portal.store.history import line_hash
from portal.store.inspection import Looked, look
from portal.store.seals import TRIGGERS


def looked(bureau: Bureau) -> Looked:
    return look(bureau.engine, Cipher(bureau.keys))


def without_triggers(bureau: Bureau, *statements: str) -> None:
    """What somebody with the database's password may do."""
    with writing(bureau.engine) as connection:
        for name in TRIGGERS[bureau.engine.dialect.name]:
            table = "access_log" if name.startswith("access") else "history"
            of = f" ON {table}" if bureau.engine.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {name}{of}"))
        for statement in statements:
            connection.execute(text(statement))


def test_reading_searching_and_exporting_leave_a_line_each_without_a_word(bureau: Bureau) -> None:
    desk, receipt = Counter(bureau), bureau.submit()
    actor = desk.add("editor", UPPER)
    for _ in range(3):
        read_report(desk.casework, actor, receipt.reference)
    inbox(desk.casework, actor, InboxQuery(None, text="lion"))
    export_caseload(bureau.publisher, actor)
    lines = bureau.publisher.access.lines()
    assert [(line.act, line.reference, line.details) for line in reversed(lines)] == [
        ("read", receipt.reference, ""), ("search", "", "found:1"), ("export", "", "reports:1"),
    ]  # fmt: skip
    assert {line.account_id for line in lines} == {actor.account_id}
    bureau.clock.pass_by(minutes=20)
    read_report(desk.casework, actor, receipt.reference)
    assert len(bureau.publisher.access.lines(reference=receipt.reference)) == 2
    assert "lion" not in str(lines)
    bureau.clock.pass_by(days=731)
    assert purge_public(bureau.publisher).access == 4
    read_report(desk.casework, actor, receipt.reference)
    assert looked(bureau).changed == ()


def test_log_is_read_by_administrators_of_the_whole_force_and_that_leaves_a_line(bureau: Bureau) -> None:
    desk, receipt = Counter(bureau), bureau.submit()
    reader = desk.add("editor", UPPER, name="Bea Example")
    read_report(desk.casework, reader, receipt.reference)
    inbox(desk.casework, reader, InboxQuery(None, text="lion"))
    for role, sectors in (("editor", (EVERY_SECTOR,)), ("administrator", (UPPER,))):
        other = desk.add(role, *sectors, email=f"{role}@example.org")
        with pytest.raises(NotAllowed):
            access_log(desk.casework, other)
    chief = desk.add("administrator", EVERY_SECTOR, email="chief@example.org", name="Cy Example")
    seen = access_log(desk.casework, chief)
    assert [(line.who, line.what, line.reference) for line in seen] == [
        ("Cy Example", "Looked at this log", ""),
        ("Bea Example", "Searched: 1 found", ""),
        ("Bea Example", "Read", receipt.reference),
    ]
    assert [line.what for line in access_log(desk.casework, chief, receipt.reference.lower())] == ["Read"]
    # Neither what was looked for nor a word of the report.
    assert not any(part in str(seen) for part in ("lion", *PERSON.values()))


def test_whole_database_is_whole(bureau: Bureau) -> None:
    receipt = bureau.submit()
    bureau.answer(receipt.reference)
    disagree(bureau.reports, key_of(receipt), 2)
    bureau.store.erase(bureau.submit().reference, "operator", bureau.clock())
    found = looked(bureau)
    assert (found.changed, found.lacking) == ((), ())


def test_cut_tail_is_found_and_so_are_the_triggers_that_are_gone(bureau: Bureau) -> None:
    bureau.submit()
    bureau.submit()
    without_triggers(bureau, "DELETE FROM history WHERE line_no = (SELECT max(line_no) FROM history)")
    with pytest.raises(StoreUnavailable, match="ends at line 1 and should end at 2"):
        looked(bureau)


def test_missing_triggers_are_named(bureau: Bureau) -> None:
    bureau.submit()
    without_triggers(bureau)
    assert looked(bureau).lacking == TRIGGERS[bureau.engine.dialect.name]


def test_chain_that_somebody_computed_anew_is_found(bureau: Bureau) -> None:
    bureau.submit()
    with reading(bureau.engine) as connection:
        line = dict(connection.execute(bureau.store.tables.history.select()).mappings().one())
    made = line_hash(line | {"act": "amend"})
    without_triggers(bureau, f"UPDATE history SET act = 'amend', line_hash = '{made}'")
    with pytest.raises(StoreUnavailable, match="line 1 of the history"):
        looked(bureau)


@pytest.mark.parametrize("change", ["state = 'closed'", "may_publish = true", "sector_code = 'E07999002'"])
def test_state_consent_or_place_changed_without_an_act_is_found(bureau: Bureau, change: str) -> None:
    receipt, _ = bureau.submit(invented_form(may_publish=False)), bureau.submit()
    without_triggers(bureau, f"UPDATE reports SET {change} WHERE reference = '{receipt.reference}'")
    assert looked(bureau).changed == (receipt.reference,)


def test_line_of_the_access_log_cut_or_changed_is_found(bureau: Bureau) -> None:
    desk, receipt = Counter(bureau), bureau.submit()
    read_report(desk.casework, desk.add("editor", UPPER), receipt.reference)
    without_triggers(bureau, "UPDATE access_log SET account_id = 'another'")
    with pytest.raises(StoreUnavailable, match="the access"):
        looked(bureau)


def test_seals_of_another_key_are_none(bureau: Bureau) -> None:
    receipt = bureau.submit()
    report = replace(bureau.report(receipt.reference))
    bureau.store.tables.hash_key = b"another key"
    bureau.answer(report.reference)
    with pytest.raises(StoreUnavailable):
        looked(bureau)


@pytest.mark.parametrize("acts_after", [0, 1])
def test_seals_that_were_cleared_are_not_made_anew_at_the_next_start(bureau: Bureau, acts_after: int) -> None:
    """Whoever has the database's password and not the keys: everything about seals wiped, and a report changed."""
    receipt = bureau.submit()
    bureau.submit()
    without_triggers(
        bureau, "DELETE FROM chain_heads", "UPDATE history SET seal = ''", "UPDATE reports SET seal = ''",
        f"UPDATE reports SET may_publish = true WHERE reference = '{receipt.reference}'",
    )  # fmt: skip
    again = Bureau(bureau.address, bureau.keys)
    for _ in range(acts_after):
        again.submit()
    with pytest.raises(
        StoreUnavailable, match="ends is not kept any more|somebody cleared the seals|line 1 of the history"
    ):
        looked(again)
    again.engine.dispose()


def test_database_without_a_line_is_not_one_whose_seals_were_cleared(bureau: Bureau) -> None:
    assert looked(bureau).history_lines == 0
    bureau.submit()
    again = Bureau(bureau.address, bureau.keys)
    again.submit()
    assert looked(again).history_lines == 2
    again.engine.dispose()
