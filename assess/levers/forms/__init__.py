"""Input of levers: hypotheses and their measures, places leaders give, meetings and what was said at them."""
