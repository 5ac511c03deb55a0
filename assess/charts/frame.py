"""What every figure is set in: its title, what it says in words, and the names of its parts."""

from markupsafe import Markup, escape

from assess.charts.marks import svg
from assess.phrases import WORDS, phrase
from scoring.results import Figure

WIDE = 1120.0


def framed(figure: Figure, body: str, description: str, width: float, height: float, css: str) -> Markup:
    """The drawing with title and description for whoever cannot see it."""
    title, desc = escape(phrase(f"figure.{figure.key}")), escape(description)
    name = f"figure-{escape(figure.key)}"
    head = f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>'
    extra = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    return svg(head + body, width, height, css, extra)


def named(key: str) -> str:
    """The words of a scale, a series or a column; itself where it has none."""
    for prefix in ("scale", "series", "column"):
        if f"{prefix}.{key}" in WORDS:
            return phrase(f"{prefix}.{key}")
    return key
