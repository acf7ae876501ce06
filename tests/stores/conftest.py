"""The same promises on SQLite and on a real PostgreSQL server that the tests start themselves."""

from databases import bureau, keys, new_address, postgresql

__all__ = ["bureau", "keys", "new_address", "postgresql"]
