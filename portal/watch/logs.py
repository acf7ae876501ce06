"""Log lines as JSON, one a line, without anything about a person: no query, no address, no text that somebody typed."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import TextIO

# Whatever a careless line says about these is not written.
PERSONAL = frozenset(
    {"name", "email", "phone", "contact", "text", "words", "secret", "reference", "token", "cookie", "password", "query"}
)  # fmt: skip
_QUERY = re.compile(r"\?[^\s\"')]+")
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?<!\d)(?:\+44|0)(?:[\s-]?\d){9,10}(?!\d)")
_CREDENTIALS = re.compile(r"//[^/\s:@]+:[^/\s@]+@")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def cleaned(text: str) -> str:
    """A message as it may be kept: addresses without their query, no e-mail address, telephone number or password."""
    text = _CREDENTIALS.sub("//", _QUERY.sub("?…", text))
    return _PHONE.sub("[number]", _EMAIL.sub("[address]", text))


class JsonLines(logging.Formatter):
    """One object a line: when, how grave, who says it, what, and the facts given with it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": cleaned(record.getMessage()),
        }
        facts = {key: value for key, value in vars(record).items() if key not in _STANDARD | PERSONAL}
        line |= {
            key: value if isinstance(value, (int, float)) else cleaned(str(value))
            for key, value in facts.items()
        }
        if record.exc_info and record.exc_info[1]:
            line |= fault(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def fault(error: BaseException) -> dict[str, object]:
    """The kind of an error and where it came from. Its own words may quote what a person typed, so they stay out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno}" for frame in frames[-12:]]
    return {"fault": type(error).__name__, "where": places}


def write_json_lines(stream: TextIO) -> None:
    """Every logger of the process writes to `stream` through the one formatter; handlers they brought are dropped."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    # The server names each reader's address when a page opens; we write no line for what our own services ask for.
    for name in ("uvicorn.error", "uvicorn.access", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
