"""Bars of KPIs that stars do not bend, targets the best endorse, and averages everybody may compare with."""
