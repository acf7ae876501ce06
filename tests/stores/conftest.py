"""The same promises on SQLite and on a real PostgreSQL server that the tests start themselves."""

import pytest
from databases import bureau, keys, new_address, postgresql
from invented_desk import UPPER, Counter
from invented_reports import Bureau
from letterbox import letterbox

from portal.domain.desk.actor import Actor

__all__ = ["ada", "bureau", "counter", "keys", "letterbox", "new_address", "postgresql"]


@pytest.fixture
def counter(bureau: Bureau) -> Counter:
    return Counter(bureau)


@pytest.fixture
def ada(counter: Counter) -> Actor:
    """An editor, so that nothing waits."""
    return counter.add("editor", UPPER, email="ada@example.org", name="Ada Example")
