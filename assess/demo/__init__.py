"""Meridian Instruments, an invented company with a known truth, and the files it would upload."""
