"""Every kind of item has its partial and a tiny bank in the tests."""

import tomllib
from pathlib import Path

from surveys.items import KINDS

ROOT = Path(__file__).parents[2]


def test_every_kind_has_its_partial() -> None:
    assert [kind for kind in KINDS if not (ROOT / f"assess/templates/items/{kind}.html").exists()] == []


def test_every_kind_stands_in_a_tiny_bank() -> None:
    banks = [tomllib.loads(path.read_text()) for path in (ROOT / "tests/surveys/banks").glob("*.toml")]
    tried = {item["kind"] for bank in banks for section in bank["sections"] for item in section.get("items", [])}
    assert set(KINDS) <= tried
