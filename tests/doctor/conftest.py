"""The same two kinds of database as the stores' own tests."""

from databases import bureau, keys, new_address, postgresql

__all__ = ["bureau", "keys", "new_address", "postgresql"]
