"""Do the examples of docs/measurement.md and of docstrings print what they say, and is every function there?"""

import doctest
import importlib
import inspect
import re
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "measurement.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.S)
PACKAGES = (
    "reliability", "items", "factors", "irt", "adaptive", "dif", "agreement", "severity", "quality", "norms",
    "forced_choice", "measurement",
)  # fmt: skip
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "scoring").rglob("*.py")
    if ">>>" in path.read_text()
)


def functions(module: ModuleType) -> list[str]:
    names = getattr(module, "__all__", [name for name in vars(module) if not name.startswith("_")])
    return [
        name
        for name in names
        if inspect.isfunction(one := getattr(module, name)) and one.__module__.startswith(module.__name__)
    ]


def test_the_examples_of_the_page_print_what_they_say() -> None:
    known: dict[str, Any] = {}
    for number, block in enumerate(BLOCKS):
        example = doctest.DocTestParser().get_doctest(block, known, f"block {number + 1}", "docs/measurement.md", 0)
        said: list[str] = []
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = doctest.DocTestRunner().run(example, out=said.append, clear_globs=False)
        assert result.attempted and not result.failed, "".join(said)
        known = example.globs
    assert len(BLOCKS) == 12


@pytest.mark.parametrize("name", PACKAGES)
def test_every_public_function_stands_on_the_map_and_in_an_example(name: str) -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 5]
    code = "\n".join(line for block in BLOCKS for line in block.splitlines() if " import " not in line)
    public = functions(importlib.import_module(f"scoring.{name}"))
    assert public
    assert [one for one in public if not any(f"`{one}`" in line for line in lines)] == []
    assert [one for one in public if not re.search(rf"\b{one}\b", code)] == []


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_print_what_they_say(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted and not result.failed
