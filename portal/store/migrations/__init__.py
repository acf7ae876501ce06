"""Alembic migrations, in order. Each is described; none is ever changed once released."""
