"""The web application: everything a person can see or do."""
