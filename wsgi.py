"""The door: ``gunicorn wsgi:app`` and ``flask --app wsgi``."""

from assess.app import create_app

app = create_app()
