"""Parts of pages: controls, map, table, profile sections."""
