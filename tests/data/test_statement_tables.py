"""The findings and statements read as a complaining reader would."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.domain.record.statement import SIDES, is_before, verdict_in
from portal.errors import TableBreaksContract
from portal.pipeline.check_statements import OURS, check_statements
from portal.pipeline.hand_tables import lines
from portal.tables.load import Package, open_package

FORCE, MID_DEVON = "E23000035", {"E07000042", "town:tiverton"}
TABLES = (*OURS, "corrections")


@pytest.fixture(scope="module")
def data(tables: Path) -> Package:
    return open_package(tables)


@pytest.fixture(scope="module")
def rows(data: Package) -> list[dict[str, str]]:
    return data.table("statements").to_dict("records")


def test_statements_and_audits_are_numbered_without_a_gap_and_every_side_is_heard(
    data: Package, rows: list[dict]
) -> None:
    assert [row["statement_id"] for row in rows] == [f"S{number:02d}" for number in range(1, len(rows) + 1)]
    audits = list(data.table("audits").audit_id)
    assert audits == [f"A{number:02d}" for number in range(1, len(audits) + 1)]
    assert {row["side"] for row in rows} == set(SIDES)


def test_every_row_resolves_to_a_source_a_date_and_a_thread(data: Package, rows: list[dict]) -> None:
    threads = set(data.table("threads").thread_id)
    for row in [*rows, *data.table("audits").to_dict("records")]:
        # A text that is kept at no address of its own is named by title and date.
        assert re.match(r"https?://\S+$", row["source_url"]) or re.search(r"20\d\d", row["source_title"]), row
        assert row["source_title"], row
        assert "forum" not in (row["source_url"] + row["source_title"]).lower(), row
    for row in rows:
        assert re.fullmatch(r"20\d\d(-\d\d(-\d\d)?)?", row["said_on"]), row["statement_id"]
        assert row["thread_id"] in threads, row["statement_id"]
    assert threads == {row["thread_id"] for row in rows}


def test_no_word_of_ours_passes_judgement(data: Package) -> None:
    for name, columns in OURS.items():
        for row in data.table(name).to_dict("records"):
            for column in columns:
                assert verdict_in(row[column]) == "", (name, next(iter(row.values())), column)


def test_no_answer_crosses_topic_or_thread_or_time(rows: list[dict]) -> None:
    by_id = {row["statement_id"]: row for row in rows}
    answers = [row for row in rows if row["responds_to_id"]]
    assert len(answers) >= 25
    for row in answers:
        first = by_id[row["responds_to_id"]]
        assert (row["topic"], row["thread_id"]) == (first["topic"], first["thread_id"]), row["statement_id"]
        assert not is_before(row["said_on"], first["said_on"]), row["statement_id"]
        assert row["side"] != first["side"], row["statement_id"]


def test_every_number_in_a_summary_stands_in_the_audits_or_the_published_totals(
    data: Package, rows: list[dict]
) -> None:
    tables = [data.table(name) for name in ("audits", "recorded_totals", "inspections")]
    cells = " ".join(
        str(cell) for table in tables for row in table.to_dict("records") for cell in row.values()
    )
    known = re.sub(r"(?<=\d),(?=\d{3})", "", cells)
    texts = [(row["statement_id"], row["summary"]) for row in rows]
    for thread in data.table("threads").to_dict("records"):
        lists = (thread[name] for name in OURS["threads"])
        texts.append((thread["thread_id"], " ".join(lists)))
    for name, text in texts:
        # Years and dates of the month are not figures.
        plain = re.sub(r"\b(\d{1,2} )?(January|February|March|April|May|June|July|August|September|October|November|December)( \d{4})?|\b(19|20)\d\d(/\d\d|-\d\d)?\b|section \d+", "", text)  # fmt: skip
        for number in re.findall(r"\d[\d,.]*\d|\d", plain):
            assert re.search(rf"(?<![\d.]){re.escape(number.replace(',', ''))}(?![\d])", known), (
                name,
                number,
            )


def test_every_area_audit_and_inspection_named_exists(data: Package, rows: list[dict]) -> None:
    areas, audits = set(data.table("areas").area_code), set(data.table("audits").audit_id)
    for row in rows:
        assert set(row["area_codes"].split()) <= areas, row["statement_id"]
        assert set(row["audit_ids"].split()) <= audits, row["statement_id"]
        assert bool(row["area_codes"]) == (row["place"] != "England and Wales"), row["statement_id"]
    for row in data.table("claims").to_dict("records"):
        assert set(row["audit_ids"].split()) <= audits, row["claim_id"]
        assert len(row["claim"].split()) <= 12, row["claim_id"]
    inspections = set(data.table("inspections").inspection_id)
    assert set(data.table("recommendations").inspection_id) <= inspections


def test_mid_devon_has_its_own_thread_with_the_passage_the_article_left_out(rows: list[dict]) -> None:
    own = {row["statement_id"]: row for row in rows if set(row["area_codes"].split()) == MID_DEVON}
    assert set(own) == {f"S{number:02d}" for number in range(9, 15)}
    assert {row["speaker"] for row in own.values()} == {"Gareth Twigg"}
    assert own["S11"]["quote"] == "these few occasions"
    assert "may have been" in own["S11"]["summary"]


def test_good_findings_are_in(rows: list[dict], data: Package) -> None:
    by_id = {row["statement_id"]: row for row in rows}
    assert by_id["S31"]["quote"] == "great strides"
    assert by_id["S48"]["thread_id"] == "leaving-engage-2025"
    good = data.table("threads").set_index("thread_id").good
    assert good["reinspection-2018"].startswith("Graded good")
    assert good["leaving-engage-2025"].startswith("Returned to routine monitoring")


# ---- what a maintainer is told


@pytest.fixture
def spoil(tables: Path, tmp_path: Path) -> Callable[..., str]:
    """Changes one cell of a copy of the tables and returns what the check says."""

    def change(key: str, column: str, value: str, name: str = "statements") -> str:
        for table in (*OURS, "audits", "inspections"):
            shutil.copy(tables / f"{table}.csv", tmp_path)
        path = tmp_path / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            held = list(csv.DictReader(stream))
        next(row for row in held if key in row.values())[column] = value
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(held[0]))
            writer.writeheader()
            writer.writerows(held)
        with pytest.raises(TableBreaksContract) as fault:
            check_statements(tmp_path)
        return str(fault.value)

    return change


def test_committed_statements_pass(tables: Path, rows: list[dict], tmp_path: Path) -> None:
    said = f"statements: {len(rows)} findings and statements"
    assert check_statements(tables)[0].startswith(said)
    assert check_statements(tmp_path) == []


@pytest.mark.parametrize(
    ("key", "column", "value", "said"),
    [
        ("S10", "side", "police", "line 11, column 'side' is 'police'; use one of: inspectorate"),
    ("S10", "source_title", "", "line 11, column 'source_title' the source is missing"),
        ("S24", "said_on", "2017-02-08", "line 25, column 'said_on' is 2017-02-08, before 2017-02-09"),
        ("S24", "responds_to_id", "S999", "line 25, column 'responds_to_id' names 'S999'"),
        ("S24", "topic", "complaints", "line 25, column 'topic' is 'complaints', but S23"),
        ("S24", "thread_id", "nowhere", "line 25, column 'thread_id'"),
        ("S02", "quote", "one two three four five six seven eight nine ten eleven twelve thirteen", "13 words"),
        ("S03", "summary", "Says the force lied.", "line 4, column 'summary' holds 'lied', which judges"),
        ("S11", "summary", "Says that incidents were not recorded.", "line 12, column 'summary' is surer than its quotation, which is partial"),
    ],
)  # fmt: skip
def test_bad_statement_is_named_by_line_and_column(
    spoil: Callable[..., str], key: str, column: str, value: str, said: str
) -> None:
    told = spoil(key, column, value)
    assert told.startswith("statements.csv: line ")
    assert said in told


@pytest.mark.parametrize("cells", ["T2,Two", "T2,Two,said,more"], ids=["too few", "too many"])
def test_line_with_too_few_or_too_many_cells_is_named(tmp_path: Path, cells: str) -> None:
    (tmp_path / "threads.csv").write_text(f"thread_id,title,summary\nT1,One,said\n{cells}\nT3,Three,said\n")
    with pytest.raises(
        TableBreaksContract, match=r"^threads\.csv: line 3 has not as many cells as the table has"
    ):
        list(lines(tmp_path / "threads.csv"))


def test_judging_word_in_a_list_or_a_card_is_named(spoil: Callable[..., str]) -> None:
    assert "threads.csv: line 2, column 'agreed' holds 'wrong'" in spoil("recorded-falls", "agreed", "It was wrong.", "threads")  # fmt: skip
    assert "claims.csv" in spoil("one-in-five", "conditioned_on", "This is false.", "claims")


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("S11", " ".join(["may"] * 25), "has 25 words; at most 24 fit the card"),
        ("S11", "There may have been “a few occasions”.", "quotes 'a few occasions', which is not in the column 'quote'"),
        ("S11", "Rules would have had past incidents recorded: “these few occasions”.", "is surer than its row, which is possible"),
        ("S50", "Knows that recording still needs work, but…", "ends in dots"),
        ("S50", "Claims that the force is on the right path.", "holds 'Claims', which judges"),
        ("S49", "Is pleased.", "stands beside that of"),
        ("S50", "", "no row of leaving-engage-2025 (answered) has one"),
        ("S114", "Trust needs a report to be recorded.", "neither column shows"),
    ],
)  # fmt: skip
def test_short_text_that_is_long_loose_or_surer_is_named(
    spoil: Callable[..., str], key: str, value: str, why: str
) -> None:
    said = spoil(key, "short", value)
    assert re.match(r"statements.csv: line \d+, column 'short' ", said)
    assert why in said


def test_short_line_of_an_exchange_is_short_and_never_empty_where_the_list_is_not(
    spoil: Callable[..., str],
) -> None:
    long = spoil("engage-2022", "short_agreed", " ".join(["word"] * 15), "threads")
    assert "column 'short_agreed' has 15 words; at most 14" in long
    assert "column 'short_disputed' is empty" in spoil("mid-devon-2014", "short_disputed", "", "threads")
