"""The item texts, read from where they are kept outside and held against the key before any is used."""

import ast
import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from surveys.bank.files import content
from surveys.errors import BankRefused
from surveys.ipip.key import ITEMS, place

#: The optional package that holds the English texts, and the SHA-256 of them, one a line, as compared with the key.
PACKAGE, MODULE, NAME = "ffm", "FFM/core.py", "Qs"
TEXTS_HASH = "a065f589802baba252a8c586f49bc715f186720726b0035005e6f7735e9c297e"
#: The members of an npm archive that hold one language each, and the largest that is read.
MEMBER = "package/data/{}/questions.json"
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Texts:
    """All 120 texts in order, in English and the other languages of the source; ``faulty`` are left out, and why."""

    source: str
    english: tuple[str, ...]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faulty: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def installed() -> Distribution | None:
    """The optional package, where it is installed."""
    return next(iter(distributions(name=PACKAGE)), None)


def from_package(package: Distribution) -> Texts:
    """The texts in the optional package, which is read and never run; raises BankRefused.

    It says nothing of the key, so that only the very list that was compared with it is taken.
    """
    name = f"{package.name} {package.version}"
    texts = _listed(Path(str(package.locate_file(MODULE))))
    if hashlib.sha256("\n".join(texts).encode()).hexdigest() != TEXTS_HASH:
        raise BankRefused((f"{name}: file: not the texts that were compared with the key; give a file with keys",))
    return Texts(name, texts)


def _listed(path: Path) -> tuple[str, ...]:
    try:
        body = ast.parse(content(path)).body
        lists = [node.value for node in body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == NAME]
        return tuple(map(str, ast.literal_eval(lists[0]))) if lists else ()
    except (OSError, SyntaxError, ValueError, TypeError):
        return ()


def from_file(path: Path, languages: Sequence[str] = ()) -> Texts:
    """The texts in a JSON file, or in an npm archive with further languages; raises BankRefused.

    A JSON file is a list of objects in the order of the items: ``text``, ``domain`` (N, E, O, A, C), ``facet`` (1-6),
    and ``key`` (1 or -1) or ``keyed`` (plus or minus). Of an archive (``.tgz``), ``languages`` are read where it has
    them.
    """
    if path.suffix != ".tgz":
        return Texts(path.name, _texts(content(path), path.name))
    members = {language: member for language in ("en", *languages) if (member := _member(path, language)) is not None}
    if "en" not in members:
        raise BankRefused((f"{path.name}: file: holds no {MEMBER.format('en')}",))
    english = _texts(members.pop("en"), path.name)
    others, faulty = dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
    for language, given in members.items():
        try:
            others[language] = _texts(given, MEMBER.format(language))
        except BankRefused as refused:
            faulty[language] = refused.complaints
    return Texts(path.name, english, others, faulty)


def _member(path: Path, language: str) -> bytes | None:
    """The file of a language in an archive, of which no more is unpacked than may be read."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content(path))) as archive:
            found = archive.extractfile(MEMBER.format(language))
            given = found.read(LARGEST + 1) if found else b""
    except KeyError:
        return None
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BankRefused((f"{path.name}: file: not an archive: {error}",)) from None
    if len(given) > LARGEST:
        raise BankRefused((f"{path.name}: {MEMBER.format(language)}: larger than {LARGEST} bytes",))
    return given


def _texts(given: bytes, name: str) -> tuple[str, ...]:
    try:
        rows = json.loads(given)
    except (ValueError, RecursionError) as error:
        raise BankRefused((f"{name}: file: not JSON: {error}",)) from None
    if not isinstance(rows, list) or len(rows) != ITEMS or not all(isinstance(row, dict) for row in rows):
        raise BankRefused((f"{name}: file: not a list of {ITEMS} items",))
    texts = [str(row.get("text", "")).strip() for row in rows]
    wrong = [(number, reason) for number, row in enumerate(rows, start=1) for reason in _wrong(number, row)]
    wrong += [
        (number, f"has the text of item {texts.index(text) + 1}")
        for number, text in enumerate(texts, start=1)
        if text and texts.index(text) + 1 < number
    ]
    if wrong:
        raise BankRefused(tuple(f"{name}: item {number}: {reason}" for number, reason in wrong))
    return tuple(texts)


def _wrong(number: int, row: Mapping[str, Any]) -> list[str]:
    known = place(number)
    sign = row.get("key", {"plus": 1, "minus": -1}.get(str(row.get("keyed"))))
    found = []
    if not str(row.get("text", "")).strip():
        found.append("has no text")
    if row.get("n", number) != number:
        found.append(f"stands in place {number} and says {row['n']!r}")
    if row.get("domain") != known.domain or str(row.get("facet")) != str(known.facet):
        found.append(f"belongs to {known.domain}{known.facet}, not {row.get('domain')}{row.get('facet')}")
    if sign != known.sign:
        found.append(f"is keyed {known.sign:+d} by Johnson (2014), not {sign}")
    return found
