"""Official files in, committed tables and shapes out. Network and geometry live here and nowhere else."""
