"""Surveys of the company's own people, under a promise the database keeps."""
