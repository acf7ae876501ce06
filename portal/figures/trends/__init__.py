"""Two on one trend: what stands on it, its drawing, and the picture to print; and the words every trend shares."""
