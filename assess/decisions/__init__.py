"""Comparing candidates in bands, and the record of what people decided and why."""
