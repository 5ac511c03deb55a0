"""Work that outlives a request: rows are the truth, the queue only wakes a worker."""
