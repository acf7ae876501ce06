"""Search over everything, on both databases: words, names and references in any spelling, and marks that tell nothing."""

from __future__ import annotations

from invented_desk import Counter
from invented_reports import Bureau, invented_form, key_of
from sqlalchemy import text
from test_casework import seen, sent

from portal.domain.desk.actor import Actor
from portal.domain.reports.report import Contact, Words
from portal.domain.reports.report_states import KEPT
from portal.services.reports.follow import amend
from portal.store.backup import back_up, restore
from portal.store.desk.search_marks import stems
from portal.store.engine import reading
from portal.store.reports import SqlReports


def found(counter: Counter, ada: Actor, words: str) -> list[str]:
    return seen(counter, ada, states=KEPT, text=words)


def test_reference_is_found_in_any_spelling_and_by_its_half(counter: Counter, ada: Actor) -> None:
    receipt, _ = sent(counter)
    sent(counter)
    plain = receipt.reference
    spelled = (
        plain, plain.lower(), plain.replace("-", " "), plain.replace("-", ""), f"  {plain.replace('-', ' - ')} ",
        plain.replace("0", "O").replace("1", "l"), plain[:4], plain[5:],
    )  # fmt: skip
    assert [one for one in spelled if found(counter, ada, one) != [plain]] == []


def test_words_in_other_forms_and_the_authors_name_are_found(counter: Counter, ada: Actor) -> None:
    words = Words("Two burglaries in Lämp Street.", "The neighbour's van.", "A patrol.")
    receipt, _ = sent(counter, words=words, contact=Contact("Zoë Fictional", "", ""))
    sent(counter)
    for asked in ("burglary", "BURGLAR", "lamp street", "neighbours vans", "zoe", "fictional patrol", "vans"):
        assert found(counter, ada, asked) == [receipt.reference], asked
    assert found(counter, ada, "burglary lion") == []
    assert found(counter, ada, "!!") == []


def test_marks_follow_the_newest_words_and_go_with_the_report(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    assert found(counter, ada, "lion") == [receipt.reference]
    amend(counter.bureau.reports, key_of(receipt), report.revision, Words("An invented tiger."), False)
    assert found(counter, ada, "lion") == []
    assert found(counter, ada, "tiger") == [receipt.reference]
    counter.bureau.store.erase(receipt.reference, "author", counter.bureau.clock())
    with reading(counter.bureau.engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM search_marks")).scalar_one() == 0


def test_same_words_have_other_marks_in_another_report(counter: Counter, ada: Actor) -> None:
    for _ in range(2):
        sent(counter)
    with reading(counter.bureau.engine) as connection:
        first, second = (
            bytes(row.marks) for row in connection.execute(text("SELECT marks FROM search_marks"))
        )
    assert len(first) == len(second) == 5 * len(stems(" ".join(kept_words())))
    pieces = {first[at : at + 5] for at in range(0, len(first), 5)}
    assert [at for at in range(0, len(second), 5) if second[at : at + 5] in pieces] == []


def kept_words() -> tuple[str, ...]:
    form = invented_form()
    return form.contact.name, form.words.public, form.words.police_only, form.words.wanted


def test_reports_from_before_there_were_marks_get_theirs_at_the_next_start(
    counter: Counter, ada: Actor
) -> None:
    receipt, _ = sent(counter)
    with counter.bureau.engine.begin() as connection:
        connection.execute(text("DELETE FROM search_marks"))
    assert found(counter, ada, "lion") == []
    SqlReports(counter.bureau.engine, counter.bureau.store.cipher)
    assert found(counter, ada, "lion") == [receipt.reference]


def test_marks_come_back_with_a_backup(counter: Counter, ada: Actor, new_address, keys, tmp_path) -> None:
    receipt, _ = sent(counter)
    back_up(counter.bureau.store, tmp_path / "kept")
    other = Bureau(new_address(), keys)
    restore(other.store, tmp_path / "kept")
    assert found(Counter(other), ada, "lion") == [receipt.reference]
    other.engine.dispose()
