"""Few people are not recognised in counts, not even by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.publishing.small_numbers import LEAST_COUNT, combined, count_words, shown_counts

COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 12), max_size=8)


@given(COUNTS)
def test_no_hidden_count_can_be_worked_out_from_the_total(counts: dict[str, int]) -> None:
    shown = shown_counts(counts)
    hidden = [key for key, count in shown.items() if count is None]
    assert all(shown[key] in (None, counts[key]) for key in counts)
    assert [key for key, count in counts.items() if 0 < count < LEAST_COUNT and key not in hidden] == []
    assert len(hidden) != 1 or not any(counts[key] for key in counts if key not in hidden)


@given(COUNTS)
def test_kinds_put_together_add_up_and_are_enough_where_that_is_possible(counts: dict[str, int]) -> None:
    put = combined(counts)
    assert sum(count for _, count in put) == sum(counts.values())
    assert sorted(key for keys, _ in put for key in keys) == sorted(key for key in counts if counts[key])
    if sum(counts.values()) >= LEAST_COUNT:
        assert all(count >= LEAST_COUNT for _, count in put)


def test_counts_in_words() -> None:
    assert [count_words(count) for count in (0, 1, 4, 5, 1234, None)] == [
        "none", "fewer than 5", "fewer than 5", "5", "1,234", "not given",
    ]  # fmt: skip
