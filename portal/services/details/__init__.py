"""What looks personal in a text, found by patterns: nothing here changes a text by itself."""
