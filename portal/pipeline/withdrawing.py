"""Taking a published release back: its addresses answer that it was withdrawn, and why; nothing that was said is hidden."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from portal.domain.record.period import day_words
from portal.errors import BadRequest, ReleaseNotFound
from portal.pipeline.release import log_as_text, log_files
from portal.tables.load import open_package
from portal.tables.placing import only_writer, put_in_place
from portal.tables.releases import FOLDER, WITHDRAWN, kept_releases, open_log, withdrawn_releases


def withdraw(data: Path, release: str, why: str, on: date) -> str:
    """Writes down that a kept release is withdrawn, in the log for readers and beside its file. Returns the sentence.

    Raises BadRequest without a reason and for the release in force, ReleaseNotFound for one that is not kept.
    """
    reason = " ".join(why.split())
    if not reason:
        raise BadRequest("a withdrawal needs a reason that readers can understand; give it with --why")
    with only_writer(data):
        if release in withdrawn_releases(data):
            raise BadRequest(f"release {release} was {withdrawn_releases(data)[release]}")
        if release not in kept_releases(data):
            kept = ", ".join(kept_releases(data)) or "none"
            raise ReleaseNotFound(f"release '{release[:60]}' is not kept here; kept are {kept}")
        package, log = open_package(data), open_log(data)
        if release == package.release or log is None:
            raise BadRequest(
                f"release {release} is in force; put another in force first, with 'portal data restore --release'"
            )
        said = f"withdrawn on {day_words(on.isoformat())}: {reason}"
        tables = log_as_text(log)
        row = tables["releases"].release == release
        tables["releases"].loc[row, "why"] += f" {said[0].upper()}{said[1:]}"
        mark = {f"{FOLDER}/{release}{WITHDRAWN}": said.encode()}
        put_in_place({data: log_files(data, package, tables) | mark})
        return f"Release {release} is {said}"
