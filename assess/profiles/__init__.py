"""Profiles of top producers: built, approved, and the fit of candidates and employees to them."""
