"""A release as plain files: what every plain address answers, for any server that hands out files."""
