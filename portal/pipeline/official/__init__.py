"""Official files beside the street files: where each is published, under which names and columns it may lie, and reading it."""
