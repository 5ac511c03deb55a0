"""Lock files hold hashes and no registry; the README's first screen tells the two commands."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        packages = re.findall(r"^[a-z0-9][^\n]*==[^\n]*(?:\n    --hash=[^\n]+)*", text, re.MULTILINE)
        assert packages
        assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []
        assert "://" not in text and "index-url" not in text


def test_the_readme_shows_picture_commands_and_map_first() -> None:
    first_screen = (ROOT / "README.md").read_text().splitlines()[:40]
    for needed in ("![", "make run", "make test", "## The map"):
        assert any(needed in line for line in first_screen), needed
