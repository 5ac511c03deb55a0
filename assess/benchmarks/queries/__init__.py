"""Reading benchmarks, targets and shared averages as a viewer may."""
