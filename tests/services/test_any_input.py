"""Whatever is typed or sent, in every field: no fault of ours, nothing lost, and nothing that acts unseen."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from itertools import count

import pytest
from cryptography.fernet import Fernet
from hostile import ANYTHING, TEXT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_reports import SECTORS, Bureau, invented_form

from portal.domain.reports.report import KINDS, Contact, Words
from portal.domain.reports.report_checks import LIMITS, clean, find_faults
from portal.domain.reports.text import inert, inert_line
from portal.errors import BadReport, PortalError
from portal.services.reports import draft as report_draft
from portal.services.reports.draft import ASKED, NAMES, Draft, fill, go_back, go_on, mark, read_draft, to_form
from portal.services.reports.follow import follow
from portal.services.reports.wiring import Key
from portal.services.writing.form import form_block

ACTING = {"Cc", "Cf", "Cs"}
FIELDS = [name for step in ASKED for name in ASKED[step]]
LINES = ("name", "email", "phone")


def is_inert(text: str) -> bool:
    kept = "\n\t\u200c\u200d"
    return not any(unicodedata.category(letter) in ACTING for letter in text if letter not in kept)


def shown(draft: Draft, faults: tuple = ()) -> dict:
    """The block as it goes to the browser: plain values, through the same JSON, every text of it able to travel."""
    travelled = json.loads(json.dumps(form_block(draft, SECTORS, faults)))
    json.dumps(travelled, ensure_ascii=False).encode("utf-8")
    return travelled


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=350, deadline=None)
@given(text=TEXT)
def test_any_text_in_a_field_is_kept_or_refused_and_shown_again(field: str, text: str) -> None:
    step = next(step for step in ASKED if field in ASKED[step])
    draft = Draft("t" * 40, "concern", step=step, sector="E07999001", public="words", similar="7G2M-4KQ9")
    after, faults = go_on(draft, {field: text}, SECTORS)
    kept = getattr(after, field)
    limit = LIMITS.get(field)
    if limit:
        # Refused text comes back as well, so that its author can shorten it.
        assert kept == (inert_line if field in LINES else inert)(text) or len(text) > limit
        assert [fault.field for fault in faults] == [field] or len(kept) <= limit
    if not faults:
        assert is_inert(kept)
        assert after.step != step
    view = shown(after, faults)
    assert view["draft"][field] == kept


@settings(max_examples=1500, deadline=None)
@given(st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=5)), ANYTHING))
def test_any_draft_from_a_browser_is_read_or_refused(kept: dict) -> None:
    draft = read_draft(kept | {"token": "t" * 40, "kind": kept.get("kind", "concern")}, SECTORS)
    if draft is None:
        assert kept["kind"] not in list(KINDS)
        return
    assert draft.step in ASKED
    shown(draft)
    go_on(draft, kept, SECTORS)
    go_back(draft, kept)


@settings(max_examples=500, deadline=None)
@given(ANYTHING)
def test_what_is_no_draft_at_all_is_refused(kept: object) -> None:
    assert read_draft(kept, SECTORS) is None


@settings(max_examples=1000, deadline=None)
@given(TEXT)
def test_marked_pieces_are_always_the_text(text: str) -> None:
    pieces = mark(text[:20_000])
    assert "".join(piece[0] for piece in pieces) in ("", text)


@pytest.fixture(scope="module")
def one_bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    made = Bureau(f"sqlite:///{tmp_path_factory.mktemp('any') / 'any.db'}", (Fernet.generate_key().decode(),))
    yield made
    made.engine.dispose()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.tuples(TEXT, TEXT, TEXT),
    contact=st.tuples(TEXT, TEXT, TEXT),
    kind=st.sampled_from([*KINDS, "crime"]),
)
def test_what_is_acknowledged_is_there_as_it_was_typed(
    one_bureau: Bureau, words: tuple[str, str, str], contact: tuple[str, str, str], kind: str
) -> None:
    form = clean(invented_form(kind=kind, words=Words(*words), contact=Contact(*contact)))
    if find_faults(form, SECTORS):
        with pytest.raises(BadReport):
            one_bureau.submit(form)
        return
    receipt = one_bureau.submit(form)
    kept = one_bureau.follow(receipt)
    assert kept.words == form.words
    assert kept.contact == form.contact


VISITORS = count()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reference=TEXT, secret=TEXT)
def test_any_reference_and_code_are_refused_in_one_sentence(
    one_bureau: Bureau, reference: str, secret: str
) -> None:
    # Each asks as a visitor of its own: one who asked this often would be told to wait.
    visitor = f"invented visitor {next(VISITORS)}"
    with pytest.raises(PortalError) as refused:
        follow(one_bureau.reports, Key(reference, secret, visitor))
    assert "no report has this reference and code" in str(refused.value)


def test_all_of_it_is_looked_at() -> None:
    """At least five thousand cases, counted from what is above."""
    examples = 350 * len(FIELDS) + 1500 + 500 + 1000 + 400 + 300
    assert examples >= 5000
    assert set(FIELDS) >= {"kind", "sector", *LIMITS, "may_publish", "show_name", "joins"}
    assert fill(Draft("t" * 40, "concern"), {}) == Draft("t" * 40, "concern")
    assert to_form(Draft("t" * 40, "concern")).kind == "concern"
    assert report_draft.STEPS[-1] == "check"
