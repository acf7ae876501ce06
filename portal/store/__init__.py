"""Reports, their history and the mail about them, in SQLite or PostgreSQL. SQL is here and nowhere else."""
