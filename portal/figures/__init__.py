"""Pictures from rows and shapes that are handed in. Nothing here reads a file or asks a question."""
