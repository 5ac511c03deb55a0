"""Deciding what counts and what is shared, making targets, telling averages, naming who wants to be named."""
