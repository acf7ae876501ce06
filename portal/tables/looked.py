"""When somebody last looked for newer months, and what came of it: a note beside the tables, in no release."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

NOTE = ".looked.json"


@dataclass(frozen=True)
class LastLook:
    """`on` is the day of the last look that reached the archive, `tried` of the last try; days as YYYY-MM-DD.

    `held_back` says by month what is wrong with it; `fault` is why the last try failed, and empty when it did not.
    """

    tried: str
    on: str = ""
    archive: str = ""
    held_back: dict[str, str] = field(default_factory=dict)
    fault: str = ""


def read_looked(data: Path) -> LastLook | None:
    """The note; None where nobody ever looked, or it cannot be read."""
    try:
        return LastLook(**json.loads((data / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def note_looked(data: Path, looked: LastLook) -> None:
    """Puts the note in place whole. Raises OSError."""
    part = data / f"{NOTE}.part"
    part.write_text(json.dumps(asdict(looked), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, data / NOTE)
