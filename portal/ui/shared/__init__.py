"""Parts that more than one page draws, and the scripts and styles of all parts."""
