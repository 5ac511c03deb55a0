"""What every command on a user's own files does around its work: words as on a page, refusals to the error stream."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
from flask import current_app

from assess.rate.sheets import Unusable

Wish = TypeVar("Wish")
UNUSABLE = 2


def speak(wish: Callable[..., Wish], run: Callable[[Wish], list[str]], given: Mapping[str, Any]) -> None:
    """Do what the options ask for and say it line by line; exit with 2 and the reason where nothing can be computed.

    Parameters
    ----------
    wish : dataclass
        Made of the options that were given; the others keep its defaults.
    run : callable
        From the wish to the lines to be said; raises Unusable.
    """
    try:
        # words, numbers and the pages' templates are looked up as in a request; its language is the company's
        with current_app.test_request_context():
            lines = run(wish(**{name: value for name, value in given.items() if value is not None}))
    except Unusable as reason:
        click.echo(str(reason), err=True)
        raise SystemExit(UNUSABLE) from None
    for line in lines:
        click.echo(line)
