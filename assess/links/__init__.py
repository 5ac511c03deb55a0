"""Secret links for people without an account."""
