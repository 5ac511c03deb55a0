"""What docs/exchange.md says of formats and limits is what the code does."""

from pathlib import Path

from surveys.exchange import FORMATS, limits
from surveys.exchange.kept import OWN, table

PAGE = (Path(__file__).parents[3] / "docs/exchange.md").read_text()


def between(name: str) -> str:
    return PAGE.split(f"<!-- {name} -->\n")[1].split(f"<!-- /{name} -->")[0]


def test_the_table_of_what_each_format_has_a_place_for_is_the_codes() -> None:
    head = f"| field | {' | '.join(FORMATS[code].title for code in OWN)} |\n|{'---|' * (len(OWN) + 1)}\n"
    rows = "".join(f"| `{line.field}` | {' | '.join(line.places)} |\n" for line in table())
    assert between("table") == head + rows


def test_the_limits_are_the_codes() -> None:
    assert between("limits") == (
        f"- {limits.LARGEST // 10**6} MB a file, {limits.UNPACKED // 10**6} MB unpacked, {limits.PARTS:,} parts, "
        f"no part above 1 MB packed more than {limits.RATIO} to 1\n"
        f"- {limits.ITEMS:,} items, {limits.OPTIONS} options an item, {limits.TEXT:,} characters a text\n"
        f"- {limits.ELEMENTS:,} elements or values a document, {limits.DEPTH} levels deep\n"
        f"- numbers up to {limits.NUMBER:,.0f}\n"
    )


def test_every_format_is_named() -> None:
    assert [form.title for form in FORMATS.values() if form.title not in PAGE] == []
    assert [end for form in FORMATS.values() for end in form.endings if f"`{end}`" not in PAGE] == []
