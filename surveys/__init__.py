"""The engine: instruments, and people answering them; SQLAlchemy and WTForms, and nothing of the web."""
