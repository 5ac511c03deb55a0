"""Assessments: candidates and employees invited, answering on any device, and their answers scored."""
