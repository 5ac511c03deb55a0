"""Registering hypotheses, opening the data, ranking beliefs and keeping evidence."""
