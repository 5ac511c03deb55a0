"""Who saw or did what: append-only, hash-chained."""
