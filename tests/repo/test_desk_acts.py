"""Nothing at the desk writes but by the table of acts, whose every button a browser presses after each change of standing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.ui.desk.acts import ACTS

# What services show to somebody signed in; a line of the access log apart, none of these writes.
READS = {
    "casework.read_report", "context.context", "own_desk.next_report", "own_desk.own_work", "own_desk.team_templates",
    "own_desk.views", "own_mail.covering", "own_mail.mail_state", "own_mail.own_choice", "history.access_log", "history.history", "inbox.counts", "inbox.inbox", "publishing.publishing_of",
    "redacting.original_words", "reply_help.preview", "reply_help.templates", "right_of_reply.replies_at_desk",
    "takedowns.open_takedowns",
}  # fmt: skip
# What other buttons of the desk call: the way in and out, where to look, what stands in a box. None acts on a report.
HARMLESS = {
    "close_report", "open_next", "_picked", "_add", "_fill", "_again", "_sign_out", "_turn_to", "st.login", "st.logout", "'ignore'",
}  # fmt: skip
CALLED_BY = ("on_click", "on_change", "on_pick", "on_select", "on_submit")


def services() -> set[str]:
    return {f"{act.service.__module__}.{act.service.__name__}" for act in ACTS.values()}


def taking_an_actor(repo: Path) -> Iterator[str]:
    """Every public function of a service that is told who acts."""
    for module in sorted((repo / "portal" / "services").rglob("*.py")):
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                given = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
                if module.stem != "permissions" and any(one.arg == "actor" for one in given):
                    yield ".".join([*module.relative_to(repo).with_suffix("").parts, node.name])


def test_every_service_that_is_told_who_acts_is_an_act_of_the_table_or_only_reads(repo: Path) -> None:
    found = set(taking_an_actor(repo))
    assert len(found) > 20
    short = {name: ".".join(name.split(".")[-2:]) for name in found}
    assert {name for name in found - services() if short[name] not in READS} == set()
    assert set(short.values()) >= READS


def calls_of_acts(text: str, acts: set[str]) -> list[str]:
    """The services of the table that a module names, however it imports them."""
    tree, known = ast.parse(text), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            known |= {one.asname or one.name: one.name for one in node.names}
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)):
            first, _, rest = ast.unparse(node).partition(".")
            named.add(".".join(filter(None, (known.get(first, first), rest))))
    return sorted(named & acts)


def test_no_page_calls_what_an_act_does_but_the_table(repo: Path) -> None:
    table = repo / "portal" / "ui" / "desk" / "acts.py"
    assert len(calls_of_acts(table.read_text(encoding="utf-8"), services())) == len(services())
    doors = [*(repo / "portal" / "ui").rglob("*.py"), *(repo / "portal" / "api").rglob("*.py")]
    past = {
        str(path): calls_of_acts(path.read_text(encoding="utf-8"), services())
        for path in doors
        if path != table
    }
    assert {path: named for path, named in past.items() if named} == {}


@pytest.mark.parametrize(
    "text",
    [
        "from portal.services.desk import casework as c\nst.button('x', on_click=c.take_up)",
        "from portal.services.desk.casework import take_up\ntake_up(1)",
        "import portal.services.desk.casework\nportal.services.desk.casework.take_up(1)",
    ],
)
def test_way_past_the_table_is_seen_however_it_is_written(text: str) -> None:
    assert calls_of_acts(text, services()) == ["portal.services.desk.casework.take_up"]


def callbacks(text: str) -> list[str]:
    return [
        ast.unparse(given.value)
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call)
        for given in call.keywords
        if given.arg in CALLED_BY
    ]


def test_every_button_of_the_desk_acts_by_the_table_or_does_nothing_to_a_report(repo: Path) -> None:
    rooms = sorted((repo / "portal" / "ui" / "desk").glob("*.py"))
    found = {path.stem: callbacks(path.read_text(encoding="utf-8")) for path in rooms}
    assert found.pop("acts") == ["do"]
    called = {name for names in found.values() for name in names}
    assert called == HARMLESS
