"""References that candidates ask for, and the status of background checks."""
