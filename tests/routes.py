"""Every test has an app of its own; compiling its hundreds of URL rules anew would be nine tenths of making one."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_BUILT: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}
_compile = Rule._compile_builder


def _compiled(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What werkzeug compiles depends on nothing else: the function is given its rule as first argument."""
    key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
    if key not in _BUILT:
        _BUILT[key] = _compile(rule, append_unknown)
    return _BUILT[key]


def remember_compiled_rules() -> None:
    """From here on a rule that was compiled once in this process is not compiled again."""
    Rule._compile_builder = _compiled  # type: ignore[method-assign]
