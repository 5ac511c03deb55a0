"""One skill at a time, chosen by two people, signed by both, measured and followed up."""
