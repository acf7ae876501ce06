"""The same promises on SQLite and on a real PostgreSQL server that the tests start themselves."""

from databases import bureau, keys, new_address, postgresql
from letterbox import letterbox

__all__ = ["bureau", "keys", "letterbox", "new_address", "postgresql"]
