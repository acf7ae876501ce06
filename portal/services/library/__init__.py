"""One release in memory, what a reader selected of it, and numbers as words."""
