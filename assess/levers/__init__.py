"""Levers: hypotheses written before the data are opened, what leaders believe of them, and the evidence for each."""
