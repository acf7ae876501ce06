"""Exchanges: order, place, search and silence."""

from __future__ import annotations

from dataclasses import replace

from portal.measures.change import supplied_runs
from portal.services.both_sides.statements import (
    StatementQuery,
    concerns,
    found,
    in_order,
    local_threads,
    silence,
    statements,
    thread_of,
    threads,
    when,
)
from portal.services.both_sides.timeline import timeline_rows
from portal.services.library.library import Library
from portal.services.library.thread_tables import thread_rows

MID_DEVON = "mid-devon-2014"


def ids(shown) -> list[str]:
    return [thread.thread_id for thread in shown]


def test_order_is_oldest_first_in_the_list_and_in_each_column(library: Library) -> None:
    opened = [when(thread.statements[0]) for thread in threads(library)]
    assert opened == sorted(opened)
    for thread in threads(library):
        for name in ("found", "answered", "other"):
            assert list(thread.column(name)) == sorted(thread.column(name), key=when)


def test_a_month_comes_after_the_days_of_it_that_are_known(library: Library) -> None:
    thread, _ = thread_of(library, "inspection-2016") or (None, "")
    assert thread is not None
    order = [said.statement_id for said in thread.statements]
    assert order[0] == "S23"
    assert order[-1] == "S29"


def test_every_statement_stands_in_one_column_of_one_thread(library: Library) -> None:
    placed = [s for t in threads(library) for name in ("found", "answered", "other") for s in t.column(name)]
    assert sorted(said.statement_id for said in placed) == sorted(s.statement_id for s in statements(library))
    assert len(placed) == len(thread_rows(library, "statements"))


def newest_first(library: Library) -> list[str]:
    return ids(in_order(library, StatementQuery(), None))


def test_list_runs_from_the_newest_finding_or_answer_to_the_oldest(library: Library) -> None:
    dated = [thread.dated.said_on for thread in in_order(library, StatementQuery(), None)]
    assert dated == sorted(dated, reverse=True)
    assert sorted(newest_first(library)) == sorted(ids(threads(library)))


def test_card_shows_one_short_text_of_each_side_that_spoke(library: Library) -> None:
    for thread in threads(library):
        for name in ("found", "answered"):
            said = thread.face(name)
            assert (said is None) == (not thread.column(name))
            assert said is None or said.on_card == said.short != ""
    old = replace(threads(library)[0].statements[0], short="")
    assert old.on_card == old.summary


def test_reader_from_tiverton_or_mid_devon_sees_those_threads_first(library: Library) -> None:
    own = ["mid-devon-since-2014", MID_DEVON]
    for code in ("town:tiverton", "E07000042", "E02004167"):
        assert set(ids(in_order(library, StatementQuery(), library.areas[code]))[:2]) & {MID_DEVON}
    shown = ids(in_order(library, StatementQuery(), library.areas["E07000042"]))
    assert shown == [*own, *(one for one in newest_first(library) if one not in own)]


def test_reader_from_elsewhere_or_nowhere_sees_the_plain_order(library: Library) -> None:
    for area in (None, library.force, library.areas["E06000027"]):
        assert ids(in_order(library, StatementQuery(), area)) == newest_first(library)
    assert local_threads(library, library.areas["E06000027"]) == ()


def test_filters_keep_whole_exchanges(library: Library) -> None:
    for asked in (
        StatementQuery(side="commissioner"),
        StatementQuery(topic="monitoring"),
        StatementQuery(since=2025),
    ):
        shown = found(library, asked)
        assert 0 < len(shown) < len(threads(library))
        whole = {thread.thread_id: thread for thread in threads(library)}
        assert all(thread == whole[thread.thread_id] for thread in shown)
    assert ids(found(library, StatementQuery(area="town:tiverton"))) == [MID_DEVON]
    assert found(library, StatementQuery(since=2019, until=2019, topic="recording of crime"))


def test_search_finds_words_in_any_case_and_order(library: Library) -> None:
    assert MID_DEVON in ids(found(library, StatementQuery(words="SENSE common")))
    assert ids(found(library, StatementQuery(words="great strides"))) == ["reinspection-2018"]
    assert found(library, StatementQuery(words="zebra")) == ()


def test_statement_leads_to_its_thread(library: Library) -> None:
    thread, pointed = thread_of(library, "S11") or (None, "")
    assert thread is not None
    assert (thread.thread_id, pointed) == (MID_DEVON, "S11")
    assert thread_of(library, "nothing") is None


def test_silence_is_shown_and_never_called_a_refusal(library: Library) -> None:
    national = next(thread for thread in threads(library) if thread.thread_id == "national-2025")
    assert silence(national, "found") == ""
    assert silence(national, "answered") == "No reply found in the texts read."
    assert "was looked for in the news pages of both and not found" in national.not_found


def test_each_concern_has_its_statuses_by_date(library: Library) -> None:
    recording = concerns(library)["Recording of crime"]
    assert [row["as_of"] for row in recording] == sorted(row["as_of"] for row in recording)
    assert [row["by"] for row in recording][-2:] == ["inspectorate", "commissioner"]


def test_line_of_dates_has_inspections_statements_and_recorded_runs(library: Library) -> None:
    rows = timeline_rows(library)
    assert len(rows) == len(library.inspections) + len(statements(library)) + len(
        supplied_runs(library.record)
    )
    assert [row.date for row in rows] == sorted(row.date for row in rows)


def test_release_without_these_tables_has_no_threads(library: Library) -> None:
    names = [name for name in library.data.resources if name not in ("statements", "threads")]
    kept = [library.data.resources[name] for name in names]
    bare = replace(library.data, description={**library.data.description, "resources": kept})
    assert threads(replace(library, data=bare)) == ()
