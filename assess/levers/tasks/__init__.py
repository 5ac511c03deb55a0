"""Work in the background: everything about levers that takes time."""
