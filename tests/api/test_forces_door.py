"""The door between several forces: what is let in, to which, and what an answer says on its way out."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from portal.api.connection.forces import Forces, Opening, refuse_taken
from portal.domain.at_hand import slug
from portal.errors import BadSetting, TableBreaksContract


class Inside:
    """Behind the door: notes what came in and answers with the headers it is given."""

    def __init__(self, *headers: tuple[bytes, bytes]) -> None:
        self.headers, self.seen = list(headers), list[tuple[str, str, str, list[bytes]]]()

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        named = [value for name, value in scope["headers"] if name.lower() == b"x-portal-force"]
        self.seen.append((slug(), scope["path"], scope["raw_path"].decode(), named))
        await send({"type": "http.response.start", "status": 200, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": b""})


def run(answering: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: beside a browser, this one has a loop that runs."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, answering).result()


def asked(
    inside: Inside, path: str, *headers: tuple[bytes, bytes], kind: str = "http", opened: Any = None
) -> dict:
    """The headers of the answer to one request."""
    sent: list[Message] = []
    door = Forces(Opening(inside, opened or (lambda: None)), frozenset({"kent"}), "devon")
    scope = {"type": kind, "path": path, "raw_path": path.encode(), "headers": list(headers), "query_string": b"",
             "method": "GET", "scheme": "http", "server": ("localhost", 80)}  # fmt: skip

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    run(door(scope, receive, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize(
    ("path", "force", "inner"),
    [
        ("/area/E1", "", "/area/E1"),
        ("/kent/area/E1", "kent", "/area/E1"),
        ("/kent/", "kent", "/"),
        ("/kentish/area", "", "/kentish/area"),
        ("/area/kent", "", "/area/kent"),
        ("//kent/area", "", "//kent/area"),
    ],
)
def test_a_request_is_let_in_to_the_force_its_address_names(path: str, force: str, inner: str) -> None:
    inside = Inside()
    asked(inside, path)
    assert inside.seen == [(force, inner, inner, [force.encode()] if force else [])]
    assert slug() == ""


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("path", ["/area/E1", "/kent/area/E1"])
def test_nobody_outside_says_which_force_they_are_with(kind: str, path: str) -> None:
    inside = Inside()
    asked(inside, path, (b"X-Portal-Force", b"essex"), (b"x-portal-force", b"devon"), kind=kind)
    assert inside.seen[0][3] == ([b"kent"] if path.startswith("/kent") else [])


@pytest.mark.parametrize(
    ("path", "leads"), [("/kent", "/kent/"), ("/devon", "/"), ("/devon/area/E1", "/area/E1"), ("/Kent/area/E1", "/kent/area/E1"), ("/KENT", "/kent/"), ("/Kent//x", "/kent/x"), ("/devon//evil.example", "/evil.example")]
)  # fmt: skip
def test_a_bare_name_and_the_first_ones_own_lead_on(path: str, leads: str) -> None:
    inside = Inside()
    answer = asked(inside, path)
    assert inside.seen == []
    # Two strokes at the beginning would be an address of another host.
    assert answer["location"] == leads


def test_a_first_force_whose_tables_do_not_say_its_name_is_served_all_the_same() -> None:
    inside = Inside()
    door = Forces(Opening(inside, lambda: None), frozenset({"kent"}), "")
    scope = {"type": "http", "path": "/areas", "raw_path": b"/areas", "headers": [], "method": "GET"}

    async def nothing(*_: Any) -> Any:
        return {"type": "http.request"}

    run(door(scope, nothing, nothing))
    assert [seen[:2] for seen in inside.seen] == [("", "/areas")]


@pytest.mark.parametrize("name", ["devon", "api", "forces", "static", "recording", "area"])
def test_a_name_that_stands_for_something_else_is_refused(name: str) -> None:
    refuse_taken(["kent"], "devon", ["/api/v1/areas", "/area/{code}"])
    with pytest.raises(BadSetting, match=f"'{name}', and addresses of this site begin with that already"):
        refuse_taken(["kent", name], "devon", ["/api/v1/areas", "/area/{code}"])


def test_what_an_answer_names_from_the_root_is_below_the_force() -> None:
    inside = Inside(
        (b"location", b"/desk?x=/y"), (b"link", b'</api/v1/areas?offset=9>; rel="next", </a>; rel="b"'),
        (b"set-cookie", b"draft=1; HttpOnly; Path=/write/ab; SameSite=lax"), (b"x-other", b"/untouched"),
    )  # fmt: skip
    assert asked(inside, "/kent/x") == {
        "location": "/kent/desk?x=/y",
        "link": '</kent/api/v1/areas?offset=9>; rel="next", </kent/a>; rel="b"',
        "set-cookie": "draft=1; HttpOnly; Path=/kent/write/ab; SameSite=lax",
        "x-other": "/untouched",
    }
    assert asked(inside, "/x")["location"] == "/desk?x=/y"


def test_a_cookie_of_the_whole_site_and_an_address_elsewhere_stay() -> None:
    inside = Inside((b"location", b"https://provider.example/"), (b"set-cookie", b"a=1; Path=/; HttpOnly"))
    answer = asked(inside, "/kent/x")
    assert (answer["location"], answer["set-cookie"]) == (
        "https://provider.example/",
        "a=1; Path=/; HttpOnly",
    )


def test_tables_that_cannot_be_read_are_left_to_the_page_to_tell() -> None:
    def broken() -> None:
        raise TableBreaksContract("areas.csv: an invented fault")

    inside = Inside()
    asked(inside, "/kent/area/E1", opened=broken)
    assert [seen[1] for seen in inside.seen] == ["/area/E1"]
