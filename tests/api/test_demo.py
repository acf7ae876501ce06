"""`portal demo`: never beside a real store or at a public address, its mail goes nowhere, every plain page says what it is."""

from __future__ import annotations

import csv
import gzip
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented_demo import COMMAND, Demo, environment, running_demo
from serving import Client, free_port

from portal.demo.acts import ACTS
from portal.demo.messages import invented_messages
from portal.domain.desk.reply_claims import find_claims

NOTICE = "Invented messages."
FIGURE = "from=2025-01&to=2025-12&area=E07000042"
PLAIN = (
    "/said", "/areas", "/area/E07000042", "/plain/recording", "/plain/both-sides", "/plain/corrections", "/plain/releases",
    "/claims", "/mailbox", "/desk/sign-in", f"/figure?{FIGURE}", f"/embed/figure?{FIGURE}", "/find?q=zzz",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.mark.parametrize("real", [
    {"DATABASE_URL": "sqlite:///real.db"}, {"SECRET_KEYS": "x"}, {"PUBLIC_URL": "https://crime.example.org"},
    {"SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "a@example.org"},
    {"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"},
])  # fmt: skip
def test_beside_anything_real_it_refuses_in_one_sentence_and_makes_nothing(
    real: dict[str, str], tmp_path: Path
) -> None:
    command = [*COMMAND, "--port", str(free_port()), "--folder", str(tmp_path / "demo")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(**real), timeout=60)
    assert done.returncode == 5
    assert done.stdout == ""
    said = " ".join(done.stderr.split())
    assert said.startswith(f"portal: PORTAL_{next(iter(real))} ")
    assert "portal serve" in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_else_in_it_is_refused_and_left_alone(
    tmp_path: Path, digest: Callable[..., str]
) -> None:
    (tmp_path / "portal.db").write_bytes(b"somebody's store")
    before = digest(tmp_path)
    command = [*COMMAND, "--port", str(free_port()), "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)
    assert done.returncode == 5
    assert "--folder" in done.stderr
    assert digest(tmp_path) == before


def test_a_port_where_something_answers_is_refused_before_a_folder_is_cleared(demo: Demo) -> None:
    port = demo.address.rpartition(":")[2]
    command = [*COMMAND, "--port", port, "--folder", str(demo.folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)
    assert done.returncode == 5
    assert (demo.folder / "portal.db").stat().st_size > 0


def test_three_accounts_are_printed_and_none_of_their_keys_is_kept(demo: Demo) -> None:
    assert sorted(demo.accounts) == [
        "administrator@example.org", "editor@example.org", "responder@example.org"
    ]  # fmt: skip
    kept = sorted(path.name for path in demo.folder.iterdir() if not path.name.startswith("portal.db"))
    assert kept == ["invented-messages", "mail"]


@pytest.fixture(scope="module")
def reader(demo: Demo) -> Client:
    return Client(demo.address)


@pytest.mark.parametrize("path", PLAIN)
def test_every_plain_page_has_content_under_the_notice(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert NOTICE in answer.text
    main = re.sub(r"<[^>]+>", " ", answer.text[answer.text.index("<main") :])
    assert len(main.split()) > 12


def test_the_mailbox_has_each_kind_of_mail_and_every_link_in_it_stays_here(reader: Client) -> None:
    said = reader.get("/mailbox").text
    subjects = re.findall(r"<h2>([^<]+)", said)
    for start in (
        "Confirm your e-mail address", "Your message", "There is an answer to", "Was it sorted?",
        "Confirm that you want alerts", "A report and its answer were published",
    ):  # fmt: skip
        assert any(subject.startswith(start) for subject in subjects), start
    links = re.findall(r'<li><a href="([^"]+)">', said)
    assert links
    assert {link.split("/")[2].split(":")[0] for link in links} == {"localhost"}


def test_no_other_portal_has_a_mailbox_or_the_notice(server: str) -> None:
    there = Client(server)
    assert there.get("/mailbox").status == 404
    assert NOTICE not in there.get("/areas").text


def test_every_act_there_is_happens_and_no_message_names_a_real_place(repo: Path) -> None:
    messages = invented_messages()
    assert 40 <= len(messages) <= 50
    assert {step.verb for message in messages for step in message.steps} == set(ACTS)
    texts = (repo / "portal" / "demo" / "messages.yaml").read_text(encoding="utf-8")
    with gzip.open(repo / "geodata" / "places.csv.gz", "rt", encoding="utf-8") as lines:
        names = {row["place_name"] for row in csv.DictReader(lines)}
    said = {" ".join(found) for found in re.findall(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b", texts)}
    said |= set(re.findall(r"(?<![.:\"] )\b[A-Z][a-z]{3,}\b", texts))
    assert said & names == set()


def test_no_invented_answer_is_one_that_the_desk_would_warn_of() -> None:
    answers = [
        step.words
        for message in invented_messages()
        for step in message.steps
        if step.verb in ("answer", "propose", "edit")
    ]
    assert len(answers) > 25
    assert [find_claims(words) for words in answers if find_claims(words)] == []
