"""Reading references: what may be known of them, and what a referee sees of their own."""
