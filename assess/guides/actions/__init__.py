"""Asking experts and judges, and building guides."""
