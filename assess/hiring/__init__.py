"""Openings, candidates and the stages they pass."""
