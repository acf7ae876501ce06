"""Packed files are kept in a folder that is as closed as everything else the portal keeps."""

from __future__ import annotations

import re
import time
from pathlib import Path

import brotli
from serving import Client

from portal.api.connection.packing import Packs

SCRIPT = b"const invented = 'a script';\n" * 200


def test_folder_made_for_packed_files_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "packed"
    packs = Packs(folder)
    until = time.monotonic() + 30
    while (packed := packs.packed("a.js", SCRIPT)) is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert brotli.decompress(packed) == SCRIPT
    assert [path.stat().st_mode & 0o777 for path in (folder.parent, folder)] == [0o700, 0o700]
    assert [path.name for path in folder.iterdir()] == ["a.js.br"]


def test_scripts_of_the_framework_come_packed_to_whoever_takes_that(client: Client) -> None:
    script = re.search(r'<script[^>]* src="\.?(/static/js/[^"]+\.js)"', client.get("/").text)
    assert script
    plain = client.get(script[1], Accept_Encoding="identity")
    until = time.monotonic() + 60
    # Packed once, beside the first answers.
    while (packed := client.get(script[1], Accept_Encoding="br")).headers.get("content-encoding") != "br":
        assert time.monotonic() < until
        time.sleep(0.5)
    assert brotli.decompress(packed.body) == plain.body
