"""Structured interviews: guide, panel, sealed scorecards, and what a complete panel shows."""
