"""Projects: six steps, where to start, the system as a picture, what is out of alignment, what was shared, decided."""
