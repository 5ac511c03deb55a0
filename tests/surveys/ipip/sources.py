"""Sources of invented item texts, in the layouts that the real ones have."""

import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from surveys.ipip.key import ITEMS, place


def rows(language: str = "", **changed: Any) -> list[dict[str, Any]]:
    """120 items named by number, keyed as published; ``i9={"key": 1}`` changes item 9."""
    made = []
    for number in range(1, ITEMS + 1):
        known = place(number)
        row = {"n": number, "text": f"Do thing {number}{language}", "domain": known.domain, "facet": known.facet}
        made.append({**row, "key": known.sign, **changed.get(f"i{number}", {})})
    return made


def keyed_in_words(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same in the layout of the npm package."""
    words = {1: "plus", -1: "minus"}
    return [
        {"id": str(row["n"]), "text": row["text"], "keyed": words[row["key"]], "domain": row["domain"],
         "facet": row["facet"]}
        for row in given
    ]  # fmt: skip


def file(folder: Path, given: Any, name: str = "items.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(given))
    return path


def archive(folder: Path, languages: Mapping[str, bytes]) -> Path:
    path = folder / "items.tgz"
    with tarfile.open(path, "w:gz") as made:
        for language, content in languages.items():
            member = tarfile.TarInfo(f"package/data/{language}/questions.json")
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return path


def package(folder: Path, source: str, version: str = "0.1.0") -> Path:
    """A folder in which ``importlib.metadata`` finds the optional package."""
    info = folder / f"ffm-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: FFM\nVersion: {version}\n")
    (folder / "FFM").mkdir()
    (folder / "FFM" / "core.py").write_text(source)
    return folder
