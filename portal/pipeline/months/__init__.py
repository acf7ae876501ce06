"""Official files of single months: found, checked as bytes, read by the words of their era, counted and judged."""
