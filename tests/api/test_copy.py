"""A copy of the site as files: which addresses it holds, where they lie, and that it takes its place whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal import bootstrap
from portal.api.copy import addresses
from portal.api.copy.files import file_of
from portal.api.copy.folder import CONTENTS, WHAT, refuse_strange, written_whole
from portal.api.listings import page_address
from portal.api.routes import ROUTES
from portal.errors import BadRequest, TableBreaksContract
from portal.services.both_sides.claim_review import claim_path
from portal.services.both_sides.claims import claims
from portal.services.both_sides.statements import threads


def test_every_route_is_held_in_a_copy_or_says_why_it_is_left_to_the_site() -> None:
    kinds = [set(addresses.OF_THE_RELEASE), set(addresses.OF_AN_AREA), set(addresses.LEFT)]
    assert set.union(*kinds) == {route.path for route in ROUTES}  # type: ignore[attr-defined]
    assert sum(map(len, kinds)) == len(set.union(*kinds))


def test_copy_holds_every_area_claim_exchange_and_finding_of_the_tables() -> None:
    library = bootstrap.library()
    held = set(addresses.of_the_release(library))
    for area in library.areas.values():
        held |= set(addresses.of_an_area(library, area))
    assert {page_address(area) for area in library.areas.values()} <= held
    assert {claim_path(card) for card in claims(library)} <= held
    assert {f"/quote?of=exchange&id={thread.thread_id}" for thread in threads(library)} <= held
    assert {f"/embed/quote?of=inspection&id={audit}" for audit in library.audit_rows.audit_id} <= held
    # No two addresses are one file.
    files = [file_of(address) for address in held]
    assert len(set(files)) == len(files)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/area/town:tiverton", "area/town:tiverton.html"),
        ("/feeds/months/town%3Ativerton.atom", "feeds/months/town:tiverton.atom"),
        ("/api/v1/areas", "api/v1/areas.json"),
        ("/api/v1/openapi.json", "api/v1/openapi.json"),
        ("/figure.png?area=town:tiverton&from=2025-01", "asked/figure.png/area=town:tiverton&from=2025-01.png"),
        ("/area/E07000042?release=2025-12-a", "asked/area/E07000042/release=2025-12-a.html"),
    ],
)  # fmt: skip
def test_address_lies_where_any_server_of_files_would_look(address: str, file: str) -> None:
    assert file_of(address) == file


@pytest.mark.parametrize("address", ["/figure?area=../../etc", "/a/../../b", f"/figure?area={'x' * 300}"])
def test_address_that_would_lead_out_of_the_folder_is_refused(address: str) -> None:
    with pytest.raises(TableBreaksContract, match="cannot be a file"):
        file_of(address)


def test_folder_with_anything_else_in_it_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(BadRequest, match="not an earlier copy"):
        refuse_strange(tmp_path)
    (tmp_path / CONTENTS).write_text('{"what": "something else"}')
    with pytest.raises(BadRequest, match="not an earlier copy"):
        refuse_strange(tmp_path)
    with pytest.raises(BadRequest, match="no folder"):
        refuse_strange(tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_copy_takes_the_place_of_an_earlier_one_whole(tmp_path: Path) -> None:
    place = tmp_path / "copy"
    for word in ("first", "second"):
        with written_whole(place) as begun:
            (begun / CONTENTS).write_text(json.dumps({"what": WHAT}))
            (begun / word).write_text(word)
    assert sorted(path.name for path in place.iterdir()) == [CONTENTS, "second"]
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_copy_that_fails_half_way_leaves_the_earlier_one_and_nothing_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "copy"
    with written_whole(place) as begun:
        (begun / CONTENTS).write_text(json.dumps({"what": WHAT}))
    with pytest.raises(OSError, match="the disk is full"):
        fill_half(place)
    assert [path.name for path in place.iterdir()] == [CONTENTS]
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def fill_half(place: Path) -> None:
    with written_whole(place) as begun:
        (begun / "half").write_text("half")
        raise OSError("the disk is full")
