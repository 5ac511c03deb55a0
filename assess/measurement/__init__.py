"""What each instrument measures among this company's people, and what it may be used for."""
