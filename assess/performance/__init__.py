"""KPIs and their results, territories and who held them, and the tiers that follow."""
