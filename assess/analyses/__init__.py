"""Stored Reports, shown and guarded by the features that own them."""
