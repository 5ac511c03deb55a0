"""The whole analysis on a user's own files: who performs, what sets them apart, who else is like them."""
