"""What the best do, opened from a supported lever, validated by performers and by leaders, and then shared."""
