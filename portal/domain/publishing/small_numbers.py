"""The rule that keeps few people from being recognised in counts: two numbers and three functions.

A count of 1 to 4 is not given, and neither is a share of fewer than ten. Where one hidden count could be worked out from
the total and the others, a second one is hidden with it; kinds and reasons with few are put together instead.
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST_COUNT = 5
LEAST_BASE = 10
RULE = (
    f"Counts of 1 to {LEAST_COUNT - 1} are not given, and no share or middle value is worked out from fewer than "
    f"{LEAST_BASE}. Where a count could be worked out from the others, it is left out too, or put together with them."
)


def count_words(count: int | None) -> str:
    """A count as it may be printed; None is one that is hidden because of another."""
    if count is None:
        return "not given"
    if 0 < count < LEAST_COUNT:
        return f"fewer than {LEAST_COUNT}"
    return f"{count:,}" if count else "none"


def shown_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts that add up to a published total: small ones hidden, and never one alone."""
    hidden = {key for key, count in counts.items() if 0 < count < LEAST_COUNT}
    others = sorted((key for key in counts if key not in hidden and counts[key]), key=lambda key: counts[key])
    if len(hidden) == 1 and others:
        hidden.add(others[0])
    return {key: None if key in hidden else count for key, count in counts.items()}


def combined(counts: Mapping[str, int]) -> list[tuple[tuple[str, ...], int]]:
    """Most frequent first; those with few are put together until they are enough. None of them is 0."""
    ordered = sorted((item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0]))
    enough = sum(count >= LEAST_COUNT for _, count in ordered)
    while 0 < enough < len(ordered) and sum(count for _, count in ordered[enough:]) < LEAST_COUNT:
        enough -= 1
    alone = [((key,), count) for key, count in ordered[:enough]]
    few = ordered[enough:]
    return [*alone, (tuple(key for key, _ in few), sum(count for _, count in few))] if few else [*alone]
