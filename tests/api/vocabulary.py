"""schema.org's own vocabulary: whether a JSON-LD object uses its types and properties as they are defined."""

from __future__ import annotations

import re
from typing import Any

import msgspec_schemaorg.models as vocabulary

TEXTS = {"str", "Text", "URL", "Date", "DateTime", "date", "datetime", "CssSelectorType", "XPathType"}
NUMBERS = {"int", "float", "Number", "Integer", "Float"}


def faults(described: Any, where: str = "") -> list[str]:
    """Types and properties that the vocabulary does not know, and values of a kind that a property does not take."""
    if isinstance(described, list):
        return [fault for at, each in enumerate(described) for fault in faults(each, f"{where}[{at}]")]
    if not isinstance(described, dict):
        return []
    kind = described.get("@type", "")
    model = getattr(vocabulary, kind, None)
    if model is None:
        return [f"{where}: no type is called '{kind}'"]
    found = []
    for name, value in described.items():
        if name.startswith("@"):
            continue
        if name not in model.__struct_fields__:
            found.append(f"{where}.{name}: {kind} has no such property")
            continue
        found += _misfits(_annotation(model, name), value, f"{where}.{name}")
        found += faults(value, f"{where}.{name}")
    return found


def _annotation(model: Any, name: str) -> str:
    return next(str(each.__annotations__[name]) for each in model.__mro__ if name in getattr(each, "__annotations__", {}))


def _misfits(annotation: str, value: Any, where: str) -> list[str]:
    takes = set(re.findall(r"\w+", annotation))
    found = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            model = getattr(vocabulary, each.get("@type", ""), None)
            kinds = {base.__name__ for base in model.__mro__} if model else set()
        elif isinstance(each, bool):
            kinds = {"bool", "Boolean"}
        else:
            kinds = TEXTS if isinstance(each, str) else NUMBERS
        if not kinds & takes:
            found.append(f"{where}: takes {sorted(takes)}, not {each!r:.60}")
    return found
