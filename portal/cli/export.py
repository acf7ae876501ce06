"""`portal export --static`: a release as files, for any server that hands out files."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from portal.cli.consoles import err, out
from portal.cli.of_forces import need_whole_site


def export(static: Annotated[Path, typer.Option(help="The folder to write: a new one, an empty one, or an earlier copy.")],
           areas: Annotated[str, typer.Option(help="Only these areas: codes with commas between them. Left out: all.")] = "",
           processes: Annotated[int, typer.Option(min=0, max=64, help="Processes to work in. 0: one for each processor.")] = 0) -> None:  # fmt: skip
    """Write every plain page, picture, outline, frame and file of the release, with its hash, to be served without the portal."""
    from portal import bootstrap
    from portal.api.copy.folder import export as write
    from portal.domain.site import is_public

    need_whole_site()
    if not is_public(bootstrap.settings().public_url):
        err.print(
            "portal: PORTAL_PUBLIC_URL is not set, so citations in the copy will name this machine.",
            markup=False,
        )
    started = time.monotonic()
    codes = [code.strip() for code in areas.split(",") if code.strip()]
    held = write(static, codes, processes or os.cpu_count() or 1, lambda line: err.print(line, markup=False))
    # A file under two names is one file.
    files = {
        found.st_ino: found.st_size for path in static.rglob("*") if (found := path.stat()) and path.is_file()
    }
    out.print(
        f"{static}: {len(held)} addresses in {len(files)} files, {sum(files.values()) / 1e6:.0f} MB with their packed twins, in {time.monotonic() - started:.0f} s. "
        "Check them with 'sha256sum -c SHA256SUMS' there.",
        markup=False,
    )
