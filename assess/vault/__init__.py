"""Voluntary facts about candidates, apart from everything else: written by them, counted in groups, read by nobody."""
