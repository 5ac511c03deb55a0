"""What can be done with uploads and measures: take a file in, look before importing, import, weigh, rate."""
