"""Generators of cognitive problems: no two candidates see the same one, and the rule says how hard it is."""
