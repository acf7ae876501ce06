"""Writing in and following without scripts, over HTTP alone: the same acts and limits, nothing in addresses, nothing twice."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from plain_hostile import PRESSED, Pressed, check_press
from plain_office import Office
from plain_writer import Writer, form_of
from serving import running_server, server_environment

from portal.domain.reports.report_checks import LEAST_SECONDS
from portal.domain.reports.triage import ANSWERS
from portal.services.writing.words import GONE

LION = "An invented lion roars in the square."
KEEPER = "The invented keeper is called Ada Example."
RECEIPT = "Your message has been sent and kept"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("write")
    told = server_environment(folder / "server.log", {"PORTAL_API_LIMIT": "0"})
    with running_server(folder / "server.log", told) as address:
        yield Office(address, folder, told)


@pytest.fixture
def writer(office: Office) -> Iterator[Writer]:
    opened = Writer(office.address)
    yield opened
    opened.browser.close()


def sent(writer: Writer, **words: str) -> tuple[str, str]:
    writer.to_check(**words)
    time.sleep(LEAST_SECONDS)
    writer.press("send")
    assert writer.heading == RECEIPT, writer.page.text
    return writer.codes()


def cookies(writer: Writer) -> list[str]:
    return [
        cookie
        for answer in [*writer.page.history, writer.page]
        for cookie in answer.headers.get_list("set-cookie")
    ]


def test_message_is_sent_followed_disputed_changed_and_withdrawn(writer: Writer, office: Office) -> None:
    reference, code = sent(writer, public=LION, police_only=KEEPER, may_publish="yes")
    assert f"/follow#{reference}.{code}" in writer.page.text
    writer.open("/write/follow")
    writer.press("open", reference=reference.lower(), code=code.replace("-", " "))
    assert "Received, not yet read" in writer.page.text
    office.answer(reference)
    writer.press("again")
    assert "The invented lion was moved." in writer.page.text
    writer.press("disagree")
    writer.press("disagree_sure")
    assert "You say it is not sorted" in writer.page.text
    writer.press("amend")
    writer.press("amended", public="An invented tiger.")
    assert "You changed what you wrote" in writer.page.text
    assert "An invented tiger." in writer.page.text
    writer.press("withdraw")
    writer.press("withdraw_sure")
    assert "You took this back. What you wrote is erased on" in writer.page.text
    assert "amend" not in form_of(writer.page).buttons


def test_nothing_typed_is_in_an_address_a_title_or_a_log(writer: Writer, office: Office) -> None:
    asked: list[httpx.Request] = []
    writer.browser.event_hooks["request"].append(asked.append)
    reference, code = sent(
        writer, public=f"{LION} Ring 01632 960 001.", police_only=KEEPER, name="Ada Example"
    )
    writer.press("follow")
    assert "Received, not yet read" in writer.page.text
    addresses = " ".join(str(request.url) for request in asked)
    logged = "".join(path.read_text(errors="replace") for path in office.folder.glob("*.log"))
    kept = b"".join(path.read_bytes() for path in office.folder.glob("portal.db*")).decode("latin-1")
    for text in (code, "lion", "keeper", "Ada", "01632"):
        assert text not in addresses, text
        assert text not in logged, text
    # The search finds what is there.
    assert "/receipt" in addresses
    assert reference in kept
    assert "/write/{number}/{step}" in logged
    for text in (LION, KEEPER, code):
        assert text not in kept
    assert not re.search(rf"<title>[^<]*({reference}|Ada|lion)", writer.page.text)


def test_address_of_where_to_turn_says_nothing_of_what_it_is_about(writer: Writer) -> None:
    for answer in ANSWERS:
        writer.open("/write")
        writer.press("choose", answer=answer.answer_id)
        assert re.fullmatch(r"/write/[0-9a-f]{16}/(answer|where)", writer.path)
        assert answer.label not in writer.page.text.split("</title>")[0]


def test_danger_leads_to_no_box_to_type_in(writer: Writer) -> None:
    writer.press("choose", answer="danger")
    assert "Call 999 now." in writer.page.text
    form = form_of(writer.page)
    assert form.buttons == ["start"]
    assert set(form.fields) <= {"form", "website"}
    # Nor does a button that is not offered.
    writer.press("write")
    assert writer.path.endswith("/answer")


def test_steps_before_the_form_and_their_routes_are_those_of_the_page_with_scripts(writer: Writer) -> None:
    writer.press("choose", answer="council")
    writer.press("there", sector="E06000027")
    assert "The council here is that of Torbay." in writer.page.text
    writer.open("/write")
    writer.press("choose", answer="recorded")
    assert "Ask for it by that name" in writer.page.text
    writer.press("write")
    assert writer.heading == "Where is it about?"


def test_form_of_another_site_does_nothing(office: Office) -> None:
    writer = Writer(office.address)
    writer.to_check()
    form, before = form_of(writer.page), office.count()
    for token in ("", "x", form.fields["form"][:-2] + "xx"):
        answer = writer.browser.post(form.action, data={**form.fields, "form": token, "act": "send"})
        assert answer.status_code == 403
        assert GONE in answer.text
    # Whoever has the form and not the cookies, as another site has at best.
    answer = httpx.post(f"{office.address}{form.action}", data={**form.fields, "act": "send"})
    assert answer.status_code == 403
    assert office.count() == before


def test_cookies_cannot_be_read_by_scripts_or_sent_by_other_sites(writer: Writer) -> None:
    assert re.search(r"write_form=.*HttpOnly.*Path=/write; SameSite=lax", cookies(writer)[0])
    writer.press("choose", answer="thanks")
    (draft,) = [cookie for cookie in cookies(writer) if cookie.startswith("kept0=")]
    assert re.search(
        rf"HttpOnly; Max-Age=7200; Path={writer.path.removesuffix('/where')}; SameSite=strict", draft
    )
    assert writer.page.headers["cache-control"] == "no-store"


def test_cookie_of_a_site_on_https_stays_on_https(tmp_path: Path) -> None:
    told = server_environment(tmp_path / "server.log", {"PORTAL_PUBLIC_URL": "https://record.example.org"})
    with running_server(tmp_path / "server.log", told) as address:
        (cookie,) = httpx.get(f"{address}/write").headers.get_list("set-cookie")
    assert cookie.startswith("__Secure-write_form=")
    assert re.search("; Secure", cookie)


def test_draft_cannot_be_read_changed_or_put_under_another_address(writer: Writer, office: Office) -> None:
    writer.to_check(public=LION, police_only=KEEPER)
    held = {cookie.name: str(cookie.value) for cookie in writer.browser.cookies.jar}
    assert "lion" not in str(held)
    path = writer.path.removesuffix("/check")
    for kept in (held["kept0"][:-6] + 'AAAA="', "1.x", "99.x", "", "1." + held["write_form"].strip('"')):
        told = {"Cookie": f"write_form={held['write_form']}; kept0={kept}"}
        answer = httpx.get(f"{office.address}{path}/check", headers=told)
        assert answer.status_code == 403, kept
        assert "lion" not in answer.text
    told = {"Cookie": f"write_form={held['write_form']}; kept0={held['kept0']}"}
    assert "lion" in httpx.get(f"{office.address}{path}/check", headers=told).text
    assert httpx.get(f"{office.address}/write/0123456789abcdef/check", headers=told).status_code == 403


def test_press_after_the_draft_is_gone_gives_back_what_was_typed(writer: Writer) -> None:
    writer.press("choose", answer="concern")
    writer.press("next", sector="E07000042")
    form = form_of(writer.page)
    for cookie in [one for one in writer.browser.cookies.jar if one.name.startswith("kept")]:
        writer.browser.cookies.jar.clear(cookie.domain, cookie.path, cookie.name)
    answer = writer.browser.post(form.action, data={**form.fields, "act": "next", "public": LION})
    assert answer.status_code == 403
    assert LION in answer.text


def test_sending_twice_at_once_and_again_later_keeps_one_message(writer: Writer, office: Office) -> None:
    before = office.count()
    writer.to_check()
    time.sleep(LEAST_SECONDS)
    form, jar = form_of(writer.page), writer.browser.cookies

    def send(_: int) -> httpx.Response:
        with httpx.Client(base_url=office.address, cookies=jar, follow_redirects=True, timeout=60) as again:
            return again.post(form.action, data={**form.fields, "act": "send"})

    with ThreadPoolExecutor(4) as people:
        pages = list(people.map(send, range(4)))
    receipts = {tuple(re.findall(r"<code>([0-9A-Z-]+)</code>", page.text)) for page in pages}
    assert len(receipts) == 1
    assert all(receipts)
    writer.press("send")
    assert writer.codes() == next(iter(receipts))
    assert office.count() == before + 1
    # Back, and on again: the receipt, and no second message.
    writer.open(form.action)
    assert writer.heading == RECEIPT
    assert office.count() == before + 1


def test_two_tabs_hold_two_drafts(office: Office) -> None:
    one = Writer(office.address)
    one.press("choose", answer="concern")
    one.press("next", sector="E07000042")
    first = one.page
    one.open("/write")
    one.press("choose", answer="thanks")
    one.press("next", sector="E06000027")
    one.press("next", public="Thanks for the invented tiger.")
    second = one.page
    one.page = first
    one.press("next", police_only=KEEPER)
    assert one.heading == "What next?"
    one.open(one.path.replace("/wanted", "/words"))
    assert KEEPER in one.page.text
    assert "tiger" not in one.page.text
    one.open(second.url.path.replace("/wanted", "/words"))
    assert "tiger" in one.page.text


def test_one_draft_in_two_tabs_loses_no_answer_of_either(writer: Writer) -> None:
    writer.press("choose", answer="concern")
    writer.press("next", sector="E07000042")
    words = writer.page
    writer.press("next", police_only=KEEPER)
    writer.press("next", wanted="Be quiet.")
    writer.page = words
    writer.press("next", police_only="An invented vet.")
    path = writer.path.replace("/wanted", "")
    assert "Be quiet." in writer.open(f"{path}/wanted").text
    assert "An invented vet." in writer.open(f"{path}/words").text


def test_act_in_a_tab_that_read_an_older_state_is_refused_and_changes_nothing(writer: Writer) -> None:
    sent(writer, police_only=KEEPER)
    writer.press("follow")
    writer.press("amend")
    stale = writer.page
    writer.press("amended", police_only="An invented vet.")
    writer.page = stale
    answer = writer.press("amended", police_only="An invented plumber.")
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    # What was typed is still there, and is kept once its author has been told.
    assert "An invented plumber." in answer.text
    writer.press("report")
    assert "An invented vet." in writer.page.text


def test_wrong_code_and_unknown_reference_read_alike_and_no_code_comes_back(writer: Writer) -> None:
    reference, code = sent(writer)
    said = []
    for tried in ((reference, "0000-0000-0000-0000"), ("0000-0000", code)):
        writer.open("/write/follow")
        answer = writer.press("open", reference=tried[0], code=tried[1])
        assert answer.status_code == 404
        assert tried[1] not in answer.text
        said.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert said[0] == said[1]


def test_limits_are_those_of_the_page_with_scripts(office: Office) -> None:
    reader = Writer(office.address, "198.51.100.7")
    tried = []
    for _ in range(31):
        reader.open("/write/follow")
        tried.append(reader.press("open", reference="0000-0000", code="0").status_code)
    assert tried == [404] * 30 + [429]
    assert "Too many tries in a short time" in reader.page.text
    other = Writer(office.address, "198.51.100.8")
    other.open("/write/follow")
    assert other.press("open", reference="0000-0000", code="0").status_code == 404


def test_sent_too_fast_or_with_the_hidden_field_filled_is_refused(writer: Writer, office: Office) -> None:
    before = office.count()
    writer.to_check()
    answer = writer.press("send", website="x")
    assert answer.status_code == 422
    assert "Wait a few seconds and send again" in answer.text
    time.sleep(LEAST_SECONDS)
    assert writer.press("send", website="x").status_code == 422
    assert office.count() == before
    writer.press("send")
    assert writer.heading == RECEIPT


def test_correction_says_at_every_step_that_the_operator_reads_it(writer: Writer) -> None:
    writer.press("choose", answer="correction")
    steps = [("next", {}), ("next", {"police_only": "The 4 should be a 5."}), ("next", {}), ("next", {})]
    for act, values in steps:
        assert "The people who run this site, not the police." in writer.page.text
        assert "To the people who run this site." in writer.page.text
        writer.press(act, **values)
    assert writer.path.endswith("/check")
    assert "Send to the people who run this site" in writer.page.text
    assert "The people who run this site, not the police." in writer.page.text


def test_who_reads_is_said_before_a_word_is_written(writer: Writer) -> None:
    writer.press("choose", answer="concern")
    assert "Before you write: " not in writer.page.text
    writer.press("next", sector="E06000027")
    assert writer.heading == "What do you want to say?"
    assert "Before you write: Torbay" in writer.page.text
    assert "until an officer for Torbay signs up" in writer.page.text
    assert "No answer here in twelve months" in writer.page.text


def test_marks_are_explained_on_the_step_once_and_again_on_the_last_check(writer: Writer) -> None:
    writer.press("choose", answer="concern")
    writer.press("next", sector="E07000042")
    writer.press("next", public="Ring 01632 960 001 about the lion.")
    assert writer.path.endswith("/words")
    assert (
        "<mark>01632 960 001</mark> looks like a phone number. Anybody who reads it could ring it."
        in writer.page.text
    )
    writer.press("next")
    for values in ({}, {}, {"may_publish": "yes"}):
        writer.press("next", **values)
    assert writer.path.endswith("/check")
    assert "“01632 960 001” looks like a phone number" in writer.page.text
    writer.press("redact")
    assert "Ring [a phone number] about the lion." in writer.page.text
    assert "looks like" not in writer.page.text


def test_marks_of_a_change_are_explained_before_it_is_kept(writer: Writer) -> None:
    sent(writer, public=LION, may_publish="yes")
    writer.press("follow")
    writer.press("amend")
    writer.press("amended", public="Ring 01632 960 001.")
    assert writer.heading == "Change what you wrote"
    assert "looks like a phone number" in writer.page.text
    writer.press("redact")
    assert form_of(writer.page).fields["public"] == "Ring [a phone number]."
    writer.press("amended")
    assert "You changed what you wrote" in writer.page.text


def test_place_is_found_by_postcode_with_continue_too_and_what_was_typed_is_kept_nowhere(
    writer: Writer,
) -> None:
    writer.press("choose", answer="concern")
    writer.press("next", place="ex16 6sa")
    assert "EX16 6SA is in Tiverton. Sector: Mid Devon." in writer.page.text
    assert form_of(writer.page).fields["sector"] == "E07000042"
    writer.press("next")
    assert writer.heading == "What do you want to say?"
    writer.open(writer.path.replace("/words", "/where"))
    assert "EX16" not in writer.page.text.replace("For example EX16 6SA", "")
    assert form_of(writer.page).fields["sector"] == "E07000042"


def test_no_address_leaps_over_a_question(writer: Writer) -> None:
    writer.press("choose", answer="concern")
    path = writer.path.removesuffix("/where")
    for step in ("words", "seen", "check"):
        writer.open(f"{path}/{step}")
        assert writer.path == f"{path}/where"
    writer.press("next", sector="E07000042")
    writer.open(f"{path}/check")
    assert writer.path == f"{path}/words"
    assert writer.open(f"{path}/nothing").status_code == 404


def test_back_and_change_lose_nothing(writer: Writer) -> None:
    writer.to_check(public=LION, police_only=KEEPER)
    writer.press("change:wanted")
    assert writer.heading == "What next?"
    writer.press("next", wanted="Be quiet.")
    assert writer.path.endswith("/check")
    assert "Be quiet." in writer.page.text
    for step in ("seen", "contact", "wanted", "words", "where"):
        writer.press("back")
        assert writer.path.endswith(step)
    writer.press("discard")
    assert writer.path == "/write"
    assert not [cookie for cookie in writer.browser.cookies.jar if cookie.name.startswith("kept")]


@pytest.mark.parametrize(
    ("first", "many"), [(0x61, 26), (0x430, 32), (0x4E00, 20_000), (0x1F600, 80), (0x20000, 40_000)],
    ids=["latin", "cyrillic", "chinese", "faces", "rare"],
)  # fmt: skip
def test_longest_message_that_may_be_sent_comes_through_every_step(
    writer: Writer, first: int, many: int
) -> None:
    """Letters drawn at random, so that packing helps as little as it can."""
    chance = random.Random(20261127)
    words = "".join(chr(first + chance.randrange(many)) for _ in range(5000))
    writer.to_check(public=words[:2000], police_only=words, wanted=words[:1000])
    for text in (words[:2000], words, words[:1000]):
        assert text in writer.page.text


def test_text_far_too_long_is_shown_again_with_its_fault(writer: Writer) -> None:
    writer.press("choose", answer="concern")
    writer.press("next", sector="E07000042")
    answer = writer.press("next", public="lion " * 600, police_only=KEEPER)
    assert "must be 2,000 characters or fewer" in answer.text
    assert form_of(answer).fields["public"].count("lion") == 600
    answer = writer.press("next", public="lion", police_only=KEEPER)
    assert writer.heading == "What next?"


def test_leaving_clears_the_draft_and_tells_the_other_site_nothing(writer: Writer) -> None:
    writer.to_check(police_only=KEEPER)
    path = writer.path
    answer = writer.browser.get(path.replace("/check", "/leave"), follow_redirects=False)
    assert answer.headers["location"] == "https://www.bbc.co.uk/weather"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert writer.open(path).status_code == 403


def test_receipt_may_be_kept_as_a_file(writer: Writer) -> None:
    reference, code = sent(writer)
    copy = writer.browser.get(writer.path.replace("/receipt", "/receipt.txt"))
    assert copy.headers["content-disposition"] == f'attachment; filename="receipt-{reference}.txt"'
    assert f"Code: {code}" in copy.text
    assert "This is not a crime report" in copy.text


@pytest.fixture(scope="module")
def hostile_writer(office: Office) -> Iterator[Writer]:
    opened = Writer(office.address)
    yield opened
    opened.browser.close()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pressed=PRESSED)
def test_any_input_at_any_step_is_no_fault_of_ours(hostile_writer: Writer, pressed: Pressed) -> None:
    """`tests/faults/test_plain_door.py` does the same with thousands."""
    check_press(hostile_writer, pressed)


def test_server_printed_no_fault_and_no_word(office: Office) -> None:
    """Of everything the tests above sent."""
    logged = (office.folder / "server.log").read_text(errors="replace")
    assert not re.search(r"^Traceback|\"fault\":", logged, re.M)
    for text in ("alert(1)", "DROP TABLE", "lion", "keeper", "01632"):
        assert text not in logged, text
