"""Adverse impact: how groups fared in selection, from counts of five or more people."""
