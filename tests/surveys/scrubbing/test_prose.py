"""How much of ordinary prose is taken for a name by mistake, and that no text, however made, keeps a worker busy."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from assess.demo.names import names
from surveys.scrubbing import known, scrubbed

ROOT = Path(__file__).parents[3]
STAFF = known([" ".join(name) for name in names(264)], ["Halberd Pumps", "Northwind Anlagenbau GmbH"])


def prose(language: str) -> list[str]:
    """Sentences nobody wrote for this test: the documents of the project, and its interface in other languages."""
    if language == "en":
        lines = (line for path in sorted((ROOT / "docs").glob("*.md")) for line in path.read_text().splitlines())
        return [line for line in lines if line and not set(line) & set("`|") and "](" not in line and "_" not in line]
    with (ROOT / "assess/translations" / language / "LC_MESSAGES/messages.po").open("rb") as file:
        said = [message.string for message in read_po(file, locale=language) if message.id]
    return [one for one in said if isinstance(one, str) and len(one) > 40 and "%(" not in one]


@pytest.mark.parametrize("language", ["en", "de", "es", "ar"])
def test_of_a_thousand_ordinary_words_fewer_than_three_are_taken_out(language: str) -> None:
    lines = prose(language)
    count = sum(len(re.findall(r"\w+", line)) for line in lines)
    taken = sum(sum(scrubbed(line, STAFF).taken.values()) for line in lines)
    assert count > 10_000
    assert taken / count < 0.003, f"{1000 * taken / count:.1f} of 1000 words in {language}"


@pytest.mark.parametrize(
    "text",
    [
        "a " * 15_000, "a.a@" * 7500, "1 " * 15_000, "1.1," * 7500, "€1.000 " * 4500, "(at) dot " * 3600,
        "a@" * 15_000, "www." * 7500, "x-" * 15_000, "\u0301" * 30_000, "tan aka " * 3600, "[name" * 6_000,
        "T" * 30_000, "و" * 30_000, "田" * 30_000, "AaBb" * 7500, "R." * 15_000, "de89 " * 6_000,
        "/home/" * 4800,
    ],
    ids=range(19),
)  # fmt: skip
def test_thirty_thousand_characters_of_the_worst_kind_come_to_an_end(text: str) -> None:
    # an expression that goes back on itself would not end within the time of a whole test run
    found = scrubbed(text, STAFF)
    assert len(found.text) <= 6 * len(text)
