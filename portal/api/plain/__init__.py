"""Pages without scripts: the twins of the pages with controls, and what is quoted, printed and framed."""
