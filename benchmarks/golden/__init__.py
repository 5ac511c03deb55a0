"""Are our numbers those of R? ``python -m benchmarks.golden``."""
