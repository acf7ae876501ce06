"""What stands at the address of a page until its scripts have drawn it, and for good where there are none."""
