"""Item texts are taken only where they agree with the key, item by item."""

import json
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

from surveys.errors import BankRefused
from surveys.ipip.texts import LARGEST, from_file, from_package, installed
from tests.reference import SHARED, beside
from tests.surveys.ipip.sources import archive, file, keyed_in_words, package, rows

REFERENCE = SHARED / "reference" / "ipip_neo120_key.json"


def content(given: object) -> bytes:
    return json.dumps(given).encode()


def complaints(path: Path, *languages: str) -> tuple[str, ...]:
    with pytest.raises(BankRefused) as refusal:
        from_file(path, languages)
    return refusal.value.complaints


def distribution(folder: Path) -> Distribution:
    return next(iter(distributions(name="ffm", path=[str(folder)])))


def test_both_layouts_of_a_file_are_read(tmp_path: Path) -> None:
    first = from_file(file(tmp_path, rows()))
    assert first.english[0] == "Do thing 1" and len(first.english) == 120 and first.source == "items.json"
    assert from_file(file(tmp_path, keyed_in_words(rows()))) == first


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"i9": {"key": 1}}, "items.json: item 9: is keyed -1 by Johnson (2014), not 1"),
        ({"i9": {"key": None}}, "items.json: item 9: is keyed -1 by Johnson (2014), not None"),
        ({"i2": {"domain": "N"}}, "items.json: item 2: belongs to E1, not N1"),
        ({"i120": {"facet": 5}}, "items.json: item 120: belongs to C6, not C5"),
        ({"i3": {"text": " "}}, "items.json: item 3: has no text"),
        ({"i7": {"text": "Do thing 4"}}, "items.json: item 7: has the text of item 4"),
        ({"i5": {"n": 6}}, "items.json: item 5: stands in place 5 and says 6"),
    ],
)
def test_an_item_that_disagrees_with_the_key_is_named(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    assert complaints(file(tmp_path, rows(**changed))) == (said,)


def test_every_disagreement_is_named_at_once(tmp_path: Path) -> None:
    assert len(complaints(file(tmp_path, list(reversed(rows()))))) > 120


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (rows()[:119], "items.json: file: not a list of 120 items"),
        ({"items": rows()}, "items.json: file: not a list of 120 items"),
        (["Do thing"] * 120, "items.json: file: not a list of 120 items"),
    ],
)
def test_what_is_no_list_of_the_items_is_refused(tmp_path: Path, given: object, said: str) -> None:
    assert complaints(file(tmp_path, given)) == (said,)


def test_what_is_no_json_and_no_archive_is_refused(tmp_path: Path) -> None:
    for name, said in (("items.json", "items.json: file: not JSON"), ("items.tgz", "items.tgz: file: not an archive")):
        (tmp_path / name).write_bytes(b"<html>")
        (complaint,) = complaints(tmp_path / name)
        assert complaint.startswith(said)


def test_an_archive_brings_the_languages_asked_for_that_it_has(tmp_path: Path) -> None:
    german, norwegian = (keyed_in_words(rows(language)) for language in (" auf Deutsch", " på norsk"))
    path = archive(tmp_path, {"en": content(rows()), "de": content(german), "no": content(norwegian)})
    found = from_file(path, ("ar", "de"))
    assert found.others.keys() == {"de"} and found.others["de"][119] == "Do thing 120 auf Deutsch"
    assert found.faulty == {}


def test_a_faulty_translation_is_left_out_and_said(tmp_path: Path) -> None:
    spanish = rows(" en español", i112={"text": "Do thing 47 en español"})
    found = from_file(archive(tmp_path, {"en": content(rows()), "es": content(spanish)}), ("es",))
    assert found.others == {}
    assert found.faulty == {"es": ("package/data/es/questions.json: item 112: has the text of item 47",)}


def test_an_archive_without_english_or_with_too_much_is_refused(tmp_path: Path) -> None:
    assert complaints(archive(tmp_path, {"de": content(rows())})) == (
        "items.tgz: file: holds no package/data/en/questions.json",
    )
    assert complaints(archive(tmp_path, {"en": b" " * (LARGEST + 1)})) == (
        f"items.tgz: package/data/en/questions.json: larger than {LARGEST} bytes",
    )


def test_a_package_is_read_and_never_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    folder = package(tmp_path, f"open({str(ran)!r}, 'w')\nQs = ['Do thing 1']\n")
    with pytest.raises(BankRefused, match=r"FFM 0\.1\.0: file: not the texts that were compared with the key"):
        from_package(distribution(folder))
    assert not ran.exists()


@pytest.mark.parametrize("source", ["", "Qs = [", "Qs = open('x')", "Qs = 3"])
def test_a_package_of_another_shape_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(BankRefused, match="not the texts"):
        from_package(distribution(package(tmp_path, source)))


def test_an_installed_package_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(package(tmp_path, "", version="9.9"))
    found = installed()
    assert found is not None and found.version == "9.9"


@beside("the refusals above show that only one list of texts is taken")
def test_the_packaged_texts_are_those_of_the_reference(tmp_path: Path) -> None:
    reference = from_file(REFERENCE)
    said = [f"I {text[0].lower()}{text[1:]}." for text in reference.english]
    found = from_package(distribution(package(tmp_path, f"Qs = {said!r}\n")))
    assert found.english == tuple(said) and found.source == "FFM 0.1.0"
    said[3], said[4] = said[4], said[3]
    (tmp_path / "FFM" / "core.py").write_text(f"Qs = {said!r}\n")
    with pytest.raises(BankRefused):
        from_package(distribution(tmp_path))
